using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Outbound;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Cli.Outbound;

public sealed class OutboundRowsTests
{
    private static readonly OutboundSettings Settings = new() { Brokers = "a:1", Text = "hi", Name = "n" };

    [Fact]
    public void Lines_FirstFinalResultOfEachCounts()
    {
        OutboundResult[] results =
        [
            Of(1, OutboundState.Accepted), Of(2, OutboundState.Accepted), Of(3, OutboundState.Accepted),
            Of(1, OutboundState.Unknown, ChatReason.OwnerLost), Of(1, OutboundState.Sent),
            Of(2, OutboundState.Sent) with { EventId = "42-7" },
        ];

        var lines = OutboundRows.Lines(results, json: false).ToList();

        Assert.Equal(3, lines.Count);
        Assert.Contains("unknown: OwnerLost. Look into the room", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("sent  42-7", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("taken by pod-1, no result yet", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_Json_IsOneObjectALine()
    {
        var line = Assert.Single(OutboundRows.Lines([Of(1, OutboundState.Refused, ChatReason.UnknownRoom)], json: true));

        Assert.Contains("\"state\":\"refused\",\"reason\":\"unknownRoom\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_None_SaysSo()
    {
        Assert.Equal(["no line has a result"], OutboundRows.Lines([], json: false));
        Assert.Empty(OutboundRows.Lines([], json: true));
    }

    [Theory]
    [InlineData("732001", "732001")]
    [InlineData("https://live.douyin.com/732001", "732001")]
    public void Order_LiveIdOrUrl_IsTheKey(string room, string key)
    {
        var order = OutboundRun.Order(room, Settings, DateTimeOffset.UnixEpoch);

        Assert.Equal((key, "hi", "n", DateTimeOffset.UnixEpoch), (order.Key, order.Text, order.Name, order.CreatedAt));
    }

    [Theory]
    [InlineData("7300000000000000001")]
    [InlineData("https://v.douyin.com/iAbCdEf/")]
    public void Order_OfABroadcastOrAShortLink_IsRefused(string room)
        => Assert.Equal(ExitCode.WrongUse, Assert.Throws<CliException>(() => OutboundRun.Order(room, Settings, DateTimeOffset.UnixEpoch)).ExitCode);

    [Fact]
    public async Task Commands_AllOptions_AreTaken()
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("outbound", "send", "732001", "hi", "--id", "n", "--wait", "5", "--brokers", "a:1", "--json"));
        var send = Assert.IsType<OutboundSettings>(run.Asked);
        Assert.Equal(("732001", "hi", "n", TimeSpan.FromSeconds(5), true), (send.Room, send.Text, send.Name, send.Wait, send.Json));

        Assert.Equal(0, await run.RunAsync("outbound", "results", "--brokers", "a:1"));
        Assert.Null(Assert.IsType<OutboundSettings>(run.Asked).Room);

        Assert.Equal(0, await run.RunAsync("send", "732001", "hi", "--cookie-file", "jar", "--upstream", "http://127.0.0.1:1"));
        Assert.Equal(new SendSettings { Room = "732001", Text = "hi", CookieFile = "jar", Upstream = new Uri("http://127.0.0.1:1") }, run.Asked);
    }

    [Fact]
    public async Task Commands_NoBrokers_IsSaid()
    {
        var run = new CliRun();

        Assert.Equal(ExitCode.WrongUse, await run.RunAsync("outbound", "results"));
        Assert.Contains("--brokers", run.Error, StringComparison.Ordinal);
    }

    private static OutboundResult Of(long offset, OutboundState state, ChatReason reason = ChatReason.None)
        => new(new LineId(offset, 1_000 + offset), "732001", state, "pod-1") { Reason = reason };
}
