using DouyinIngest.Benchmarks.Scenarios.BadInput;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Server;

/// <summary>Wrong settings, each refused at the start with its message. The command <c>bad-input</c> shows the same table with processes.</summary>
public sealed class BadSettingsTests
{
    public static TheoryData<string> Names() => [.. BadSettings.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAsync_WrongSettings_AreRefusedWithTheirMessage(string name)
    {
        var (_, arguments, expected) = BadSettings.All.Single(one => one.Name == name);
        var errors = new StringWriter();

        var exit = await IngestServer.RunAsync([.. BadSettings.Otherwise, .. arguments], errors: errors, stoppingToken: TestContext.Current.CancellationToken).Soon();

        Assert.Equal(IngestServer.Failed, exit);
        Assert.All(expected, part => Assert.Contains(part, errors.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_AreAtLeastTwentyAndNamedOnce()
    {
        Assert.InRange(BadSettings.All.Count, 20, 100);
        Assert.Equal(BadSettings.All.Count, BadSettings.All.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count());
    }
}
