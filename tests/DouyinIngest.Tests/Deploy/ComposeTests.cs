using System.Globalization;
using System.Text.RegularExpressions;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Deploy;

/// <summary>What the compose files and the Dockerfile take from the code, and what they promise without running. <c>scripts/compose-test</c> runs them.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = Repository.Read("docker-compose.yml");

    [Fact]
    public void Rooms_AreThoseOfTheSimulator()
    {
        var simulated = new Rooms(new SimulatorOptions { Rooms = 20, NewBroadcasts = true }, new FakeTimeProvider()).All;
        Assert.Equal(
            simulated.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture)),
            Repository.Read("deploy", "compose", "rooms.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("\"--Rooms\", \"20\", \"--NewBroadcasts\", \"true\"", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void StopGrace_IsTheDrainBudgetAndTenSeconds()
    {
        var drain = TimeSpan.Parse(Regex.Match(Compose, "Drain__Deadline: \"(?<time>[0-9:]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["time"].Value, CultureInfo.InvariantCulture);
        Assert.Equal(new DrainOptions().Deadline, drain);
        Assert.Contains($"stop_grace_period: {drain.TotalSeconds + 10:0}s", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_AreOfLoopbackOnly()
    {
        var ports = PublishedPort().Matches(Compose);
        Assert.InRange(ports.Count, 6, 20);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port.Groups["port"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Dockerfile_IsHardened()
    {
        var dockerfile = Repository.Read("Dockerfile");
        Assert.Contains("\nUSER 1654\n", dockerfile, StringComparison.Ordinal);
        Assert.Contains("DOTNET_DbgEnableMiniDump=0", dockerfile, StringComparison.Ordinal);
        Assert.Contains("-noble-chiseled AS runtime", dockerfile, StringComparison.Ordinal);
        Assert.All((string[])["server", "simulator", "cli"], target => Assert.Contains($"\nFROM runtime AS {target}\n", dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void Dockerfile_RestoresEveryProjectOfTheSource()
    {
        var dockerfile = Repository.Read("Dockerfile");
        var projects = SourceProject().Matches(Repository.Read("DouyinIngest.sln")).Select(match => match.Groups["project"].Value).ToList();
        Assert.Equal(6, projects.Count);
        Assert.All(projects, project => Assert.Contains($"COPY src/{project}/{project}.csproj src/{project}/packages.lock.json src/{project}/", dockerfile, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DOUYIN_ROOMS")]
    [InlineData("SIGNING_MODE")]
    [InlineData("DOUYIN_INGEST__Signing__Url")]
    [InlineData("DOUYIN_COOKIE")]
    [InlineData("DOUYIN_APP_ID")]
    [InlineData("DOUYIN_APP_SECRET")]
    [InlineData("DOUYIN_INGEST__Outbound__Enabled")]
    [InlineData("DOUYIN_INGEST__Push__Port")]
    [InlineData("DOUYIN_INGEST__Push__Secrets__live_comment")]
    [InlineData("DOUYIN_INGEST__Push__Secrets__live_gift")]
    [InlineData("DOUYIN_INGEST__Push__Secrets__live_like")]
    public void RealCompose_ReadsWhatTheExampleNames(string variable)
    {
        Assert.Contains(variable, Repository.Read("docker-compose.real.yml"), StringComparison.Ordinal);
        Assert.Matches($"(?m)^#?{variable}=", Repository.Read(".env.example"));
    }

    [GeneratedRegex("ports:\\s+- \"(?<port>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedPort();

    [GeneratedRegex("\"src[\\\\/](?<project>DouyinIngest\\.[A-Za-z]+)[\\\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceProject();
}
