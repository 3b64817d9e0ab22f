using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Truth;

public sealed class RoomTruthTests
{
    private const long Room = 7_600_000_000_000_000_123;

    private readonly RoomTruth _truth = new(Room);

    [Theory]
    [InlineData(5, false, "", 0, "7600000000000000123-5")]
    [InlineData(5, true, "", 77, "7600000000000000123-WebcastRoomStatsMessage-77")]
    [InlineData(0, true, "sub", 78, "7600000000000000123-WebcastRoomStatsMessage_sub-78")]
    public void Add_Event_IsNamedAsTheContractHasIt(long msgId, bool sticky, string subKey, long version, string id)
    {
        var message = new Message { Method = "WebcastRoomStatsMessage", MsgId = msgId, NeedWrdsStore = sticky, WrdsSubKey = subKey, WrdsVersion = version };

        Assert.True(_truth.Add(message, new EventFacts(OracleKind.Room), 3));

        Assert.Equal((id, 3L, OracleKind.Room), _truth.Snapshot().Select(e => (e.Id, e.Position, e.Kind)).Single());
    }

    [Fact]
    public void Add_NoEventOrNoId_IsNone()
    {
        Assert.False(_truth.Add(new Message { MsgId = 1 }, default, 0));
        Assert.False(_truth.Add(new Message { MsgId = 0 }, new EventFacts(OracleKind.Chat), 0));

        Assert.Equal(0, _truth.Count);
    }

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(3, 5, 2)]
    [InlineData(5, 5, 0)]
    [InlineData(9, 100, 1)]
    public void CountBetween_Range_HoldsItsFirstAndNotItsLast(long from, long to, long count)
    {
        for (var i = 0; i < 10; i++)
        {
            _truth.Add(new Message { MsgId = i + 1 }, new EventFacts(OracleKind.Chat), i);
        }

        Assert.Equal(count, _truth.CountBetween(from, to));
    }

    [Fact]
    public void Offer_StickyAndPlainOfOneNumber_AreToldApart()
    {
        _truth.Add(Built.Stats(7).Message, new EventFacts(OracleKind.Room), 0);
        _truth.Add(Built.Stats(7, "sub").Message, new EventFacts(OracleKind.Room), 1);
        _truth.Add(Built.Chat(7).Message, new EventFacts(OracleKind.Chat), 2);

        _truth.Offer(Built.Stats(7, "sub").Message);

        Assert.Equal([false, true, false], _truth.Snapshot().Select(e => e.Offered));
        _truth.Offer(Built.Chat(7).Message);
        Assert.Equal([false, true, true], _truth.Snapshot().Select(e => e.Offered));
    }

    [Fact]
    public void Offer_Unknown_ChangesNothing()
    {
        _truth.Add(Built.Chat(1).Message, new EventFacts(OracleKind.Chat), 0);

        _truth.Offer(Built.Chat(2).Message);

        Assert.False(_truth.Snapshot().Single().Offered);
    }

    [Fact]
    public void CountInto_SomeOffered_CountsBothByKind()
    {
        _truth.Add(Built.Chat(1).Message, new EventFacts(OracleKind.Chat), 0);
        _truth.Add(Built.Like(2).Message, new EventFacts(OracleKind.Like), 1);
        _truth.Add(Built.Chat(3).Message, new EventFacts(OracleKind.Chat), 2);
        _truth.OfferFrom(1);
        var counts = new OracleCounts();

        _truth.CountInto(counts);

        Assert.Equal((3, 2), (counts.Events, counts.Offered));
        Assert.Equal((2, 1), (counts.Kinds["chat"], counts.OfferedKinds["chat"]));
        Assert.Equal((1, 1), (counts.Kinds["like"], counts.OfferedKinds["like"]));
    }
}
