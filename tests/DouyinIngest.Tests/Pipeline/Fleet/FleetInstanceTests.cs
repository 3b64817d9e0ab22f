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

    [Theory]
    [InlineData("ingest-0-0123456789ab", 1, "ingest-0-0123456789ab")]
    [InlineData("ingest-0-0123456789ab", 2, "ingest-0-0123456789ab.2")]
    [InlineData("ingest-0-0123456789ab", 10, "ingest-0-0123456789ab.10")]
    public void InGroup_OfEachMembership_IsKnownAsOurs(string id, int life, string name)
    {
        Assert.Equal(name, FleetInstance.InGroup(id, life));
        Assert.True(FleetInstance.IsInGroup(name, id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ingest-0-0123456789a")]
    [InlineData("ingest-0-0123456789abc")]
    [InlineData("ingest-0-ba9876543210")]
    [InlineData("ingest-1-0123456789ab.2")]
    public void IsInGroup_OthersAndStrangers_AreNot(string? name) => Assert.False(FleetInstance.IsInGroup(name, "ingest-0-0123456789ab"));
}
