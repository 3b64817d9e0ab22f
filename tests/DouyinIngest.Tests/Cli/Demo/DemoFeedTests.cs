using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Demo;

public class DemoFeedTests
{
    [Fact]
    public void Take_ManyChats_KeepsTheNewest()
    {
        var feed = new DemoFeed();
        for (var i = 0; i < 100; i++)
        {
            feed.Take(new ReadBackRecord { EventId = $"{i}", Kind = EventKind.Chat, RoomId = i % 2, UserName = "小明", Content = $"{i}" });
        }

        Assert.Equal(8, feed.Chats().Count);
        Assert.Equal(new DemoLine("小明", "99"), feed.Chats()[^1]);
        Assert.Equal(50, feed.EventsOf(1));
        Assert.Equal(0, feed.EventsOf(7));
    }

    [Fact]
    public void Take_Gifts_ShowsTheTotalAndNoDerivedOnes()
    {
        var feed = new DemoFeed();
        var gift = new ReadBackRecord { EventId = "1", Kind = EventKind.Gift, UserName = "小红", Gift = new GiftNumbers("c", "小心心", 1, 66) };
        feed.Take(gift);
        feed.Take(gift with { EventId = "2", Derived = true });

        Assert.Equal([new DemoLine("小红", "小心心 × 66")], feed.Gifts());
        Assert.Empty(feed.Chats());
    }
}
