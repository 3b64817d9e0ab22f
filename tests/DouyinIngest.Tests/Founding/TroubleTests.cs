using System.Net.Sockets;
using System.Text.RegularExpressions;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Founding;

/// <summary>Section 13 of the founding document: what to look at when a room does not connect, ends at once, or is late.</summary>
public sealed class TroubleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CannotConnect_StepByStep()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var (host, port) = (upstream.Simulator.BaseUrl.Host, upstream.Simulator.BaseUrl.Port);
        var screen = Console.Open();

        // example: room-info
        await using var room = new LiveRoomConnector(liveUrl, options);
        var info = await room.GetRoomInfoAsync(); // works before connecting
        Console.WriteLine($"{info.Title} by {info.AnchorName} is {info.StatusText}, {info.Online} people watch");
        // end

        // example: network
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(host, port).WaitAsync(TimeSpan.FromSeconds(5)); // webcast.douyin.com, 443
        Console.WriteLine("the network is fine");
        // end

        upstream.End();
        info = await room.GetRoomInfoAsync(Token);

        Assert.Matches($"^{Regex.Escape(upstream.Room.Title)} by {Regex.Escape(upstream.Room.Anchor.Name)} is live, [0-9]+ people watch$", screen.Lines[0]);
        Assert.Equal("the network is fine", screen.Lines[1]);
        Assert.Equal("ended", info.StatusText);
    }

    [Theory]
    [InlineData(true, "check AppId and AppSecret", "signature")]
    [InlineData(false, "check whether the room is live", "room")]
    public async Task ErrorHints_TellSignatureFromRoom(bool signature, string expected, string word)
    {
        await using var upstream = await Upstream.StartAsync(new SimulatorOptions { OfflineRooms = signature ? 0 : 1 });
        upstream.Simulator.Disruptions.Refuse(401, TimeSpan.FromMinutes(5));
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        options.MaxRetries = 1;
        var screen = Console.Open();
        var messages = new List<string>();

        // example: error-hints
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.OnError(error => Console.WriteLine(error.Class switch
        {
            LiveRoomErrorClass.Signature => "check AppId and AppSecret",
            LiveRoomErrorClass.Room => "check whether the room is live",
            _ => error.Remedy,
        }));
        // end
        room.OnError(error => messages.Add(error.Message));
        var error = await Assert.ThrowsAsync<LiveRoomException>(() => room.ConnectAsync(Token));

        Assert.All(screen.Lines, line => Assert.Equal(expected, line));
        Assert.NotEmpty(screen.Lines);
        Assert.All(messages, message => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.Contains(signature ? "AppSecret" : "live", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Late_SlowCallback_HasAQueueThatDropsWhatWasNamed()
    {
        await using var upstream = await Upstream.StartAsync();
        var (liveUrl, options) = (upstream.LiveUrl, upstream.Options);
        var (screen, slow) = (Console.Open(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task ThinkAsync(string about)
        {
            Assert.NotEmpty(about);
            begun.TrySetResult();
            return slow.Task.Soon();
        }

        // example: queue
        options.Queue.Capacity = 100; // default 1,000
        options.Queue.DropOldest = [EventKind.Like, EventKind.Enter]; // default none: the socket waits, nothing is lost
        await using var room = new LiveRoomConnector(liveUrl, options);
        room.OnChat(async chat =>
        {
            await ThinkAsync(chat.Content); // whatever takes long: never block, await
            Console.WriteLine($"thought about {chat.Content}");
        });
        await room.ConnectAsync();
        // end

        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "一");
        await begun.Task.Soon(); // it is out of the queue: what comes now is all that the queue has to hold
        for (var i = 0; i < 150; i++)
        {
            upstream.Like("小刚", 1);
        }

        upstream.Chat("小明", "二");
        await Waiting.UntilAsync(() => room.GetStats().Chat == 2);
        slow.SetResult();
        await screen.ShowsAsync("thought about 二");
        var stats = room.GetStats();
        Assert.Equal((150L, 0L), (stats.Like, stats.Queue.DroppedByKind[EventKind.Chat]));
        Assert.Equal(51L, stats.Queue.DroppedByKind[EventKind.Like]);
    }
}
