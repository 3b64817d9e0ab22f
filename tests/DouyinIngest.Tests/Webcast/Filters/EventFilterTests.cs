using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Filters;

public sealed class EventFilterTests
{
    [Fact]
    public void Apply_NoRules_LeavesEverythingAsItIs()
    {
        var filter = new EventFilter(FilterRules.None);
        foreach (var kind in Enum.GetValues<EventKind>().Where(static kind => kind != EventKind.None))
        {
            var e = new LiveEventView { Kind = kind, Content = "敏感"u8, GiftCount = 1, GiftTotal = 3 };
            Assert.True(filter.Wants(kind));
            Assert.Equal(default, filter.Apply(ref e));
            Assert.Equal((true, 1), (e.Content.SequenceEqual("敏感"u8), (int)e.GiftCount));
        }

        Assert.Null(EventFilter.Of(new FilterOptions()));
    }

    [Theory]
    [InlineData("chat,gift", "", "chat,gift")]
    [InlineData("", "enter,like", "chat,gift,follow,share,room")]
    [InlineData("chat,gift", "gift", "chat")]
    public void Apply_Kinds_OnlyThoseWantedPass(string kinds, string excluded, string passing)
    {
        var filter = new EventFilter(new FilterRules { Kinds = Kinds(kinds), ExcludedKinds = Kinds(excluded) });
        foreach (var kind in Enum.GetValues<EventKind>().Where(static kind => kind != EventKind.None))
        {
            var e = new LiveEventView { Kind = kind };
            var expected = Kinds(passing).Contains(kind);
            Assert.Equal(expected ? DropReason.None : DropReason.FilteredKind, filter.Apply(ref e).Dropped);
            Assert.Equal(expected, filter.Wants(kind));
        }
    }

    [Theory]
    [InlineData(42, "", false)]
    [InlineData(43, "", true)]
    [InlineData(43, "MS4wLjABAAAAx", false)]
    [InlineData(43, "MS4wLjABAAAAxy", true)]
    [InlineData(0, "", true)]
    public void Apply_BlockedUsers_AreKnownByIdOrSecUid(long id, string secUid, bool passes)
    {
        var filter = EventFilter.Of(new FilterOptions().BlockUsers("42", "MS4wLjABAAAAx"))!;
        var e = new LiveEventView { Kind = EventKind.Enter, User = new UserView { Present = true, Id = id, SecUid = Encoding.UTF8.GetBytes(secUid) } };
        Assert.Equal(passes ? DropReason.None : DropReason.FilteredUser, filter.Apply(ref e).Dropped);
    }

    [Fact]
    public void Apply_BlockedUsers_EventOfNobodyPasses()
    {
        var e = new LiveEventView { Kind = EventKind.Room, User = new UserView { Id = 42 } };
        Assert.True(EventFilter.Of(new FilterOptions().BlockUsers("42"))!.Apply(ref e).Passes);
    }

    [Theory]
    [InlineData("好的", null, "", false, false)]
    [InlineData("加微信", "加**", "mask", true, false)]
    [InlineData("多少钱", "多少钱", "questions", false, true)]
    [InlineData("多少钱，加微信", "多少钱，加**", "mask questions", true, true)]
    public void Apply_Words_ChangeTheChatAndNameTheirLists(string content, string? becomes, string matched, bool masked, bool tagged)
    {
        var filter = EventFilter.Of(new FilterOptions().MaskWords("微信").TagWords("questions", "多少钱").DropWords("坏"))!;
        var e = new LiveEventView { Kind = EventKind.Chat, Content = Encoding.UTF8.GetBytes(content) };

        Assert.Equal(new FilterVerdict(DropReason.None, masked, tagged), filter.Apply(ref e));

        var chat = Assert.IsType<ChatEvent>(LiveEvents.From(e));
        Assert.Equal(becomes ?? content, chat.Content);
        Assert.Equal(matched, string.Join(' ', chat.Matched));
    }

    [Theory]
    [InlineData("坏")]
    [InlineData("微信坏多少钱")]
    [InlineData("多少钱坏")]
    public void Apply_WordOfADroppingList_LeavesTheChatOut(string content)
    {
        var filter = EventFilter.Of(new FilterOptions().MaskWords("微信").TagWords("questions", "多少钱").DropWords("坏"))!;
        var e = new LiveEventView { Kind = EventKind.Chat, Content = Encoding.UTF8.GetBytes(content) };
        Assert.Equal(new FilterVerdict(DropReason.FilteredWord), filter.Apply(ref e));
        Assert.Equal(content, Encoding.UTF8.GetString(e.Content));
    }

    [Fact]
    public void Apply_ChatWithoutAWord_AllocatesNothing()
    {
        var filter = EventFilter.Of(new FilterOptions().DropWords("敏感").MaskWords("敏锐").TagWords("list", "感觉"))!;
        Look(filter, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Look(filter, 1_000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);

        static void Look(EventFilter filter, int times)
        {
            for (var i = 0; i < times; i++)
            {
                var e = new LiveEventView { Kind = EventKind.Chat, Content = "敏捷地感谢"u8 };
                Assert.False(filter.Apply(ref e).Masked);
            }
        }
    }

    [Fact]
    public void Apply_Words_AreLookedForInChatsOnly()
    {
        var filter = EventFilter.Of(new FilterOptions().DropWords("坏"))!;
        var e = new LiveEventView { Kind = EventKind.Gift, GiftName = "坏"u8, Content = "坏"u8, User = new UserView { Present = true, Name = "坏"u8 } };
        Assert.True(filter.Apply(ref e).Passes);
    }

    [Fact]
    public void Apply_SecondFilter_AddsItsListsBehindTheFirst()
    {
        var e = new LiveEventView { Kind = EventKind.Chat, Content = "微信多少钱"u8 };
        EventFilter.Of(new FilterOptions().MaskWords("微信").TagWords("questions", "多少"))!.Apply(ref e);
        EventFilter.Of(new FilterOptions().MaskWords("钱").TagWords("other", "微信"))!.Apply(ref e);

        var chat = Assert.IsType<ChatEvent>(LiveEvents.From(e));
        Assert.Equal(("**多少*", "mask questions"), (chat.Content, string.Join(' ', chat.Matched)));
    }

    [Theory]
    [InlineData(1, 9, 9, null)]
    [InlineData(1, 10, 10, 10L)]
    [InlineData(100, 1, 1, 1L)]
    [InlineData(0, 1000, 1000, null)]
    [InlineData(int.MaxValue, 2, long.MaxValue, 2L)]
    [InlineData(3, 0, 3, null)]
    [InlineData(3, 0, 4, 0L)]
    public void Apply_MinGiftValue_IsOfTheComboSoFar(int diamonds, long count, long total, long? handedOn)
    {
        var e = new LiveEventView { Kind = EventKind.Gift, Diamonds = diamonds, GiftCount = count, GiftTotal = total };
        var verdict = EventFilter.Of(new FilterOptions().WithMinGiftValue(10))!.Apply(ref e);
        Assert.Equal(handedOn is null ? DropReason.FilteredValue : DropReason.None, verdict.Dropped);
        Assert.Equal(handedOn ?? count, e.GiftCount);
    }

    /// <summary>Whatever the steps of a combo: nothing of it is handed on, or the counts add up to its greatest total.</summary>
    [Fact]
    public void Apply_MinGiftValue_SumOfCountsIsTheTotalOrNothing()
    {
        var random = new Random(3);
        for (var round = 0; round < 1_000; round++)
        {
            var (diamonds, least) = (random.Next(1, 20), random.Next(1, 200));
            var filter = EventFilter.Of(new FilterOptions().WithMinGiftValue(least))!;
            long total = 0, sum = 0, greatest = 0;
            for (var step = random.Next(1, 10); step > 0; step--)
            {
                var count = random.Next(0, 5);
                total += count;
                var e = new LiveEventView { Kind = EventKind.Gift, Diamonds = diamonds, GiftCount = count, GiftTotal = total };
                if (filter.Apply(ref e).Passes)
                {
                    sum += e.GiftCount;
                    greatest = e.GiftTotal;
                }
            }

            Assert.Equal(diamonds * total >= least ? total : 0, sum);
            Assert.Equal(greatest, sum);
        }
    }

    [Fact]
    public void Of_Mistakes_AreAllInTheMessage()
    {
        var error = Assert.Throws<ArgumentException>(() => EventFilter.Of(new FilterOptions().BlockUsers("111111").WithMinGiftValue(-1)));
        Assert.Contains("Filter:BlockedUsers:0 is 111111", error.Message, StringComparison.Ordinal);
        Assert.Contains("Filter:MinGiftValue is -1", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<EventKind> Kinds(string words)
        => [.. words.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => Enum.Parse<EventKind>(word, ignoreCase: true)).Order()];
}
