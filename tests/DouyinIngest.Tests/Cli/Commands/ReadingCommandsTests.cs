using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Commands;

/// <summary>The commands that read topics.</summary>
public class ReadingCommandsTests
{
    [Fact]
    public async Task Verify_NoOptions_ReadsEverythingThatIsCommitted()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("verify", "--brokers", "a:1"));
        var verify = Assert.IsType<VerifySettings>(run.Asked);
        Assert.Equal(new VerifySettings { Brokers = "a:1", Rooms = verify.Rooms, More = verify.More }, verify);
        Assert.Empty(verify.Rooms);
    }

    [Fact]
    public async Task Verify_AllOptions_AreTaken()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync(
            "verify", "--brokers", "a:1", "--from", "2026-01-02T03:04:05Z", "--to", "2026-01-02T04:00:00+00:00", "--oracle", "http://127.0.0.1:18080",
            "--rooms", "7300000000000000001,7300000000000000002", "--isolation", "read_uncommitted", "--allow-duplicates", "--json", "--topic-prefix", "p"));
        var verify = Assert.IsType<VerifySettings>(run.Asked);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), verify.From);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero), verify.To);
        Assert.Equal([7300000000000000001, 7300000000000000002], verify.Rooms);
        Assert.Equal((true, true, true, "p", new Uri("http://127.0.0.1:18080")), (verify.Uncommitted, verify.AllowDuplicates, verify.Json, verify.Prefix, verify.Oracle));
    }

    [Fact]
    public async Task DeadLetters_ListAndReplay_AreToldApart()
    {
        var list = new CliRun();
        var replay = new CliRun();

        Assert.Equal(0, await list.RunAsync("deadletters", "list", "--brokers", "a:1", "--stage", "record", "--reason", "x"));
        Assert.Equal(0, await replay.RunAsync("deadletters", "replay", "--brokers", "a:1", "--to-topic", "t", "--dry-run"));
        var listed = Assert.IsType<DeadLettersSettings>(list.Asked);
        Assert.Equal((false, "record", "x"), (listed.Replay, listed.Stage, listed.Reason));
        var replayed = Assert.IsType<DeadLettersSettings>(replay.Asked);
        Assert.Equal((true, "t", true), (replayed.Replay, replayed.ToTopic, replayed.DryRun));
    }

    [Fact]
    public async Task Fleet_Options_AreTaken()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("fleet", "--brokers", "a:1", "--json"));
        Assert.True(Assert.IsType<FleetSettings>(run.Asked).Json);
    }

    [Theory]
    [InlineData("verify", "no brokers")]
    [InlineData("verify --brokers a:1 --from yesterday", "--from is 'yesterday'; it must be a time such as")]
    [InlineData("verify --brokers a:1 --from 2h --from-beginning", "say different things")]
    [InlineData("verify --brokers a:1 --isolation dirty", "dirty")]
    [InlineData("verify --brokers a:1 --oracle nowhere", "--oracle is 'nowhere'")]
    [InlineData("deadletters", "Required command")]
    [InlineData("deadletters list --brokers a:1 --stage socket", "socket")]
    [InlineData("deadletters list --brokers a:1 --dry-run", "--dry-run")]
    [InlineData("fleet", "no brokers")]
    public async Task Run_WrongUse_SaysWhat(string args, string said)
    {
        var run = new CliRun();

        Assert.Equal(2, await run.RunAsync(args.Split(' ')));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "verify --brokers localhost:9092 --from 2h --allow-duplicates")]
    [InlineData("deadletters replay", "deadletters replay --brokers localhost:9092 --dry-run")]
    [InlineData("fleet", "fleet --brokers localhost:9092 --json")]
    public async Task Help_Command_ShowsExamples(string command, string example)
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync([.. command.Split(' '), "--help"]));
        Assert.Contains(example, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("h", null)]
    [InlineData("-2h", null)]
    [InlineData("2w", null)]
    public void Ago_Text_IsASpan(string text, int? seconds) => Assert.Equal(seconds, (int?)ReadingOptions.Ago(text)?.TotalSeconds);
}
