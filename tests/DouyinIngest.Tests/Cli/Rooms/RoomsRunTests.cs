using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Credentials;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Control;

namespace DouyinIngest.Tests.Cli.Rooms;

/// <summary>The commands on an embedded Kafka: what one writes the next one reads.</summary>
public sealed class RoomsRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly EmbeddedKafka _kafka = new();
    private readonly StringWriter _out = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _kafka.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Commands_OneAfterTheOther_SeeEachOther()
    {
        _kafka.CreateTopic(ControlRig.Topic, 1);
        await ControlRig.WriteAsync(_kafka.BootstrapServers, ControlRig.Topic, [("rubbish", "{}")]);

        Assert.Equal(0, await Credentials("default", 3, 1));
        Assert.Equal(0, await Run(RoomsAction.Add, "1", "https://live.douyin.com/2", "3"));
        Assert.Equal(0, await Run(RoomsAction.Pause, "1"));
        Assert.Equal(0, await Run(RoomsAction.Remove, "3", "rubbish"));
        Assert.Equal(1, await Run(RoomsAction.Remove, "99"));
        Assert.Contains("99: it is not on the control topic", _error.ToString(), StringComparison.Ordinal);
        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(RoomsAction.List));

        string[] lines = _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("1                   paused    default", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2                   admitted  default", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 rooms: 1 admitted, 0 pending, 1 paused; 0 records refused", lines[2]);

        Assert.Equal(0, await Run(RoomsAction.Resume, "1"));
        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await Credentials(null, 0, 0));
        Assert.Equal("default           limit 3, reserve 1: 2 rooms wanted, 2 admitted, 0 pending", _out.ToString().Trim());
    }

    [Fact]
    public async Task Import_ThousandsOfRooms_AreWrittenAndExportedAgain()
    {
        _kafka.CreateTopic(ControlRig.Topic, 1);
        var lines = string.Join('\n', Enumerable.Range(1, 3_000).Select(i => i % 2 == 0 ? $"{i}" : $"{{\"room\":\"{i}\",\"priority\":{i}}}"));

        Assert.Equal(0, await RunAsync(new RoomsSettings { Action = RoomsAction.Import, Brokers = _kafka.BootstrapServers, File = "-", Json = true }, new StringReader(lines)));
        Assert.Equal("""{"written":3000,"new":3000,"removed":0,"failed":[]}""", _out.ToString().Trim());
        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(RoomsAction.Export));
        var exported = _out.ToString();
        Assert.Equal(3_000, exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(new RoomsSettings { Action = RoomsAction.Import, Brokers = _kafka.BootstrapServers, File = "-" }, new StringReader(exported)));
        Assert.StartsWith("0 records written", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileWithMistakes_IsRefusedAsAWholeBeforeKafkaIsAsked()
    {
        var e = await Assert.ThrowsAsync<CliException>(() => RunAsync(
            new RoomsSettings { Action = RoomsAction.Import, Brokers = "127.0.0.1:1", File = "-" }, new StringReader("1\n{\"room\":\"2\",\"stat\":1}\n\n{")));
        Assert.Equal(ExitCode.WrongUse, e.ExitCode);
        Assert.Contains("2 lines", e.Message, StringComparison.Ordinal);
        Assert.Contains("line 2: the value has the member 'stat'", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4: it is not JSON", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_RefusedRecords_AreNamedAndFail()
    {
        _kafka.CreateTopic(ControlRig.Topic, 1);
        await ControlRig.WriteAsync(_kafka.BootstrapServers, ControlRig.Topic, [("1", "{}"), ("2", "rubbish")]);
        Assert.Equal(1, await Run(RoomsAction.Export));
        Assert.Equal("""{"room":"1","state":"active"}""", _out.ToString().Trim());
        Assert.Contains("not exported: the record of key '2', offset 1", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TopicMissing_NamesTheCommand()
    {
        var e = await Assert.ThrowsAsync<CliException>(() => Run(RoomsAction.List));
        Assert.Contains("topics create", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TopicOfTwoPartitions_IsRefused()
    {
        _kafka.CreateTopic(ControlRig.Topic, 2);
        var e = await Assert.ThrowsAsync<TopicAdminException>(() => Run(RoomsAction.Add, "1"));
        Assert.Contains("exactly one", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 9)]
    public async Task Credentials_ReserveNotBelowLimit_IsRefused(int limit, int reserve)
        => Assert.Equal(ExitCode.WrongUse, (await Assert.ThrowsAsync<CliException>(() => Credentials("a", limit, reserve))).ExitCode);

    private Task<int> Run(RoomsAction action, params string[] rooms)
        => RunAsync(new RoomsSettings { Action = action, Brokers = _kafka.BootstrapServers, Rooms = rooms }, TextReader.Null);

    private Task<int> Credentials(string? name, int limit, int reserve) => CredentialsRun.RunAsync(
        new CredentialsSettings { Brokers = _kafka.BootstrapServers, Name = name, Limit = limit, Reserve = reserve }, Terminal(TextReader.Null), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    private Task<int> RunAsync(RoomsSettings settings, TextReader input) => RoomsRun.RunAsync(settings, Terminal(input), TestContext.Current.CancellationToken)
        .WaitAsync(Patience, TestContext.Current.CancellationToken);

    private Terminal Terminal(TextReader input) => new(input, _out, _error, isInteractive: false, TimeProvider.System);
}
