using DouyinIngest.Pipeline.Fleet;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class FleetInstanceTests
{
    [Fact]
    public void New_SamePod_IsAnotherInstanceEachTime()
    {
        var (one, two) = (FleetInstance.New("ingest-0"), FleetInstance.New("ingest-0"));

        Assert.Equal(("ingest-0", "ingest-0"), (one.Pod, two.Pod));
        Assert.Matches("^ingest-0-[0-9a-f]{12}$", one.Id);
        Assert.NotEqual(one.Id, two.Id);
    }

    [Fact]
    public void New_NoName_IsTheHosts() => Assert.Equal(Environment.MachineName, FleetInstance.New("").Pod);
}
