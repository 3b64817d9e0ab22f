using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;

namespace DouyinIngest.Tests.Founding;

/// <summary>Sections 2 and 4 of the founding document: one program that asks for the live URL and prints what happens, of every kind.</summary>
public sealed class QuickStartTests
{
    [Fact]
    public async Task QuickStart_AsksForTheUrlAndPrintsEveryKind()
    {
        await using var upstream = await Upstream.StartAsync();
        var screen = Console.Open(upstream.LiveUrl);
        Environment.SetEnvironmentVariable(LiveRoomOptions.UpstreamUrlVariable, upstream.Simulator.BaseUrl.AbsoluteUri);
        Task program;
        try
        {
            program = ProgramAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable(LiveRoomOptions.UpstreamUrlVariable, null);
        }

        await upstream.IsWatchedAsync();
        upstream.Chat("小明", "主播好");
        upstream.Gift("小红", "小心心");
        upstream.Like("小刚", 7);
        upstream.Enter("小美");
        upstream.Follow("小亮");
        upstream.Share("小白");
        upstream.Online(321);
        await screen.ShowsAsync("321 people in the room");
        upstream.End();
        await program.Soon();

        Assert.StartsWith("please enter the Douyin live URL", screen.Lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["[小明]: 主播好", "小红 gave 1 × 小心心", "小刚 liked 7 times", "小美 came in", "小亮 follows", "小白 shared the room", "321 people in the room"],
            screen.Lines.Skip(1).Take(7));
    }

    private static async Task ProgramAsync()
    {
        // example: quick-start
        Console.WriteLine("please enter the Douyin live URL, such as https://live.douyin.com/123456789");
        var liveUrl = Console.ReadLine()!;

        await using var room = new LiveRoomConnector(liveUrl, LiveRoomOptions.FromEnvironment());
        room.OnChat(chat => Console.WriteLine($"[{chat.User?.Name}]: {chat.Content}"));
        room.OnGift(gift => Console.WriteLine($"{gift.User?.Name} gave {gift.Count} × {gift.GiftName}"));
        room.OnLike(like => Console.WriteLine($"{like.User?.Name} liked {like.Count} times"));
        room.OnEnter(enter => Console.WriteLine($"{enter.User?.Name} came in"));
        room.OnFollow(follow => Console.WriteLine($"{follow.User?.Name} follows"));
        room.OnShare(share => Console.WriteLine($"{share.User?.Name} shared the room"));
        room.OnRoomInfo(info =>
        {
            if (info.Online >= 0)
            {
                Console.WriteLine($"{info.Online} people in the room");
            }
        });
        room.OnError(error => Console.WriteLine($"{error.Message}. {error.Remedy}"));

        await room.ConnectAsync();
        await room.Completion;
        // end
    }
}
