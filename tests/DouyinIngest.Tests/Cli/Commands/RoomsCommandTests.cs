using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Cli.Commands;

public class RoomsCommandTests
{
    [Fact]
    public async Task Add_AllOptions_AreTaken()
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync(
            "rooms", "add", "1", "https://live.douyin.com/2", "--brokers", "a:1", "--priority", "-3", "--label", "tenant=blue", "--label", "x=a=b", "--credential", "second",
            "--kinds", "chat,gift", "--paused", "--upstream", "http://127.0.0.1:1", "--json", "--set", "Kafka:ControlTopic=t"));
        var rooms = Assert.IsType<RoomsSettings>(run.Asked);
        Assert.Equal((RoomsAction.Add, "a:1", true, new Uri("http://127.0.0.1:1")), (rooms.Action, rooms.Brokers, rooms.Json, rooms.Upstream));
        Assert.Equal(["1", "https://live.douyin.com/2"], rooms.Rooms);
        Assert.Equal((-3, "second", true), (rooms.Wishes.Priority, rooms.Wishes.Credential, rooms.Wishes.Paused));
        Assert.Equal(("blue", "a=b"), (rooms.Wishes.Labels["tenant"], rooms.Wishes.Labels["x"]));
        Assert.Equal([EventKind.Chat, EventKind.Gift], rooms.Wishes.Kinds!.Order());
        Assert.Equal([KeyValuePair.Create("Kafka:ControlTopic", (string?)"t")], rooms.More);
    }

    [Fact]
    public async Task Add_NoOptions_WishesNothing()
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("rooms", "add", "1", "--brokers", "a:1"));
        var wishes = Assert.IsType<RoomsSettings>(run.Asked).Wishes;
        Assert.Equal((null, null, null, false, 0), (wishes.Priority, wishes.Credential, wishes.Kinds, wishes.Paused, wishes.Labels.Count));
    }

    [Theory]
    [InlineData("hybrid", RoomTransport.Hybrid)]
    [InlineData("websocket", RoomTransport.Websocket)]
    [InlineData("polling", RoomTransport.Polling)]
    [InlineData("push", RoomTransport.Push)]
    public async Task Add_Transport_IsTaken(string word, RoomTransport expected)
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("rooms", "add", "1", "--brokers", "a:1", "--transport", word));
        Assert.Equal(expected, Assert.IsType<RoomsSettings>(run.Asked).Wishes.Transport);
    }

    [Fact]
    public async Task Add_Filters_AreReadFromTheFile()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"minGiftValue":10,"words":{"ads":{"words":["vx"]}}}""", TestContext.Current.CancellationToken);
            var run = new CliRun();
            Assert.Equal(0, await run.RunAsync("rooms", "add", "1", "--brokers", "a:1", "--filters", file));
            var filter = Assert.IsType<RoomsSettings>(run.Asked).Wishes.Filter!;
            Assert.Equal((10, "ads"), (filter.MinGiftValue, Assert.Single(filter.Lists).Name));

            await File.WriteAllTextAsync(file, """{"minGiftValu":10}""", TestContext.Current.CancellationToken);
            run = new CliRun();
            Assert.Equal(ExitCode.WrongUse, await run.RunAsync("rooms", "add", "1", "--brokers", "a:1", "--filters", file));
            Assert.Contains("filters has the member 'minGiftValu'", run.Error, StringComparison.Ordinal);
            Assert.Null(run.Asked);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"kinds":["chat"]}""", false)]
    public void FilterFile_Parse_ReadsTheFilters(string text, bool isEmpty) => Assert.Equal(isEmpty, FilterFile.Parse(text).IsEmpty);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("null", "it is null")]
    [InlineData("[]", "filters is []")]
    public void FilterFile_ParseWrong_SaysWhy(string text, string says)
        => Assert.Contains(says, Assert.Throws<FormatException>(() => FilterFile.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("remove", RoomsAction.Remove)]
    [InlineData("pause", RoomsAction.Pause)]
    [InlineData("resume", RoomsAction.Resume)]
    public async Task Some_Rooms_AreTaken(string word, object action)
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("rooms", word, "1", "2", "-b", "a:1"));
        var rooms = Assert.IsType<RoomsSettings>(run.Asked);
        Assert.Equal(action, rooms.Action);
        Assert.Equal(["1", "2"], rooms.Rooms);
    }

    [Theory]
    [InlineData(RoomsAction.List, "rooms", "list", "--brokers", "a:1", "--json")]
    [InlineData(RoomsAction.Export, "rooms", "export", "--brokers", "a:1")]
    [InlineData(RoomsAction.Import, "rooms", "import", "-", "--brokers", "a:1")]
    public async Task All_IsTaken(object action, params string[] args)
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync(args));
        var rooms = Assert.IsType<RoomsSettings>(run.Asked);
        Assert.Equal(action, rooms.Action);
        Assert.Equal(action is RoomsAction.List, rooms.Json);
        Assert.Equal(action is RoomsAction.Import ? "-" : "", rooms.File);
    }

    [Fact]
    public async Task Credentials_SetAndList_AreTaken()
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("credentials", "set", "default", "--limit", "100", "--reserve", "3", "--brokers", "a:1"));
        Assert.Equal(("default", 100, 3), (((CredentialsSettings)run.Asked!).Name, ((CredentialsSettings)run.Asked).Limit, ((CredentialsSettings)run.Asked).Reserve));
        Assert.Equal(0, await run.RunAsync("credentials", "list", "--brokers", "a:1"));
        Assert.Null(((CredentialsSettings)run.Asked).Name);
    }

    [Theory]
    [InlineData("no brokers", "rooms", "list")]
    [InlineData("no brokers", "credentials", "list")]
    [InlineData("it must look like NAME=TEXT", "rooms", "add", "1", "-b", "a:1", "--label", "tenant")]
    [InlineData("--kinds has 'smoke'", "rooms", "add", "1", "-b", "a:1", "--kinds", "chat,smoke")]
    [InlineData("--filters: /no/such/file cannot be used", "rooms", "add", "1", "-b", "a:1", "--filters", "/no/such/file")]
    [InlineData("--credential is 'a b'", "rooms", "add", "1", "-b", "a:1", "--credential", "a b")]
    [InlineData("no name of a credential", "credentials", "set", "a b", "--limit", "1", "-b", "a:1")]
    [InlineData("--limit", "credentials", "set", "a", "-b", "a:1")]
    [InlineData("--limit is -1", "credentials", "set", "a", "--limit", "-1", "-b", "a:1")]
    [InlineData("resume", "rooms", "resum", "1")]
    public async Task Wrong_IsSaidOnOneLine(string says, params string[] args)
    {
        var run = new CliRun();
        Assert.Equal(ExitCode.WrongUse, await run.RunAsync(args));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Null(run.Asked);
    }

    [Theory]
    [InlineData("rooms add --help", "rooms add 123456789 https://live.douyin.com/987654321")]
    [InlineData("rooms import --help", "rooms import rooms.jsonl")]
    [InlineData("rooms export -h", "> rooms.jsonl")]
    [InlineData("credentials set --help", "credentials set default --limit 100 --reserve 3")]
    public async Task Help_HasExamples(string line, string example)
    {
        var run = new CliRun();
        Assert.Equal(0, await run.RunAsync(line.Split(' ')));
        Assert.Contains("DouyinIngest.Cli " + example, run.Out.Replace("DouyinIngest.Cli rooms export --brokers localhost:9092 > ", "DouyinIngest.Cli > ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
