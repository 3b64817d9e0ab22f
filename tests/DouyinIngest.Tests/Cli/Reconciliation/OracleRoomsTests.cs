using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;

namespace DouyinIngest.Tests.Cli.Reconciliation;

/// <summary>The simulator's oracle in the words of the reconciliation, and a whole reconciliation on what it says.</summary>
public sealed class OracleRoomsTests
{
    private readonly global::DouyinIngest.Simulator.World.Rooms _rooms = new(Sim.Quiet(), Sim.Clock());

    [Theory]
    [InlineData("Chat", EventKind.Chat)]
    [InlineData("Gift", EventKind.Gift)]
    [InlineData("Like", EventKind.Like)]
    [InlineData("Enter", EventKind.Enter)]
    [InlineData("Follow", EventKind.Follow)]
    [InlineData("Share", EventKind.Share)]
    [InlineData("Room", EventKind.Room)]
    public void Kinds_BothSides_HaveTheSameNumbers(string name, EventKind kind)
        => Assert.Equal((int)Enum.Parse<OracleKind>(name), (int)kind);

    [Fact]
    public void Of_Broadcasts_EachIsARoomWithItsEvents()
    {
        Emit(0, 1, Sim.ChatOf("a"));
        Built.Join(_rooms.All[0].Current);
        Emit(0, 2, new LikeMessage { Count = 1 });
        Emit(1, 3, Sim.ChatOf("b"));

        var rooms = OracleRooms.Of(new Oracle(_rooms)).ToList();

        Assert.Equal(_rooms.All.Select(r => r.RoomId), rooms.Select(r => r.RoomId));
        Assert.Equal([(Id(0, 1), EventKind.Chat, true), (Id(0, 2), EventKind.Like, true)], rooms[0].Events.Select(e => (e.EventId, e.Kind, e.Offered)));
        Assert.Equal([(Id(1, 3), EventKind.Chat, false)], rooms[1].Events.Select(e => (e.EventId, e.Kind, e.Offered)));
    }

    [Fact]
    public void Of_Gifts_EventsAndCombosShareTheirKey()
    {
        Built.Join(_rooms.All[0].Current);
        Emit(0, 0, Sim.ChatOf("msg_id 0 makes no event"));
        Built.Join(_rooms.All[0].Current);
        Emit(0, 1, Gift(5, 1));
        Emit(0, 2, Gift(5, 3));
        Emit(0, 3, Gift(6, 2));
        _rooms.All[0].Current.Offer(0, []);

        var room = OracleRooms.Of(new Oracle(_rooms)).First();

        Assert.Equal(["5-0-463-9", "5-0-463-9", "6-0-463-9"], room.Events.Select(e => e.Combo));
        Assert.Equal([new("5-0-463-9", 3), new("6-0-463-9", 2)], room.Combos);
    }

    [Fact]
    public void Reconcile_TopicsAsTheOracleSays_IsClean()
    {
        var report = Reconciler.Reconcile(OracleRooms.Of(new Oracle(_rooms)), Topics(skip: "", twice: ""));

        Assert.True(report.IsClean, string.Join('\n', ReportText.Lines(report)));
        Assert.Equal((9, 9, 2), (report.Emitted, report.OnKafka, report.GiftCombos));
    }

    [Theory]
    [InlineData("1", "", 1, 0, 0)]
    [InlineData("", "2", 0, 1, 0)]
    [InlineData("6", "", 1, 0, 1)]
    [InlineData("", "6", 0, 1, 0)]
    [InlineData("9", "9", 1, 0, 1)]
    public void Reconcile_OneIsMissingOrTwice_IsFoundByKind(string skip, string twice, long lost, long duplicates, long gifts)
    {
        var report = Reconciler.Reconcile(OracleRooms.Of(new Oracle(_rooms)), Topics(skip, twice));

        Assert.Equal((lost, duplicates, gifts), (report.Lost, report.Duplicates, report.GiftMismatches));
        Assert.False(report.IsClean);
        Assert.Equal(lost + (duplicates > 0 ? 1 : 0) + gifts, report.Findings.Count);
    }

    /// <summary>Nine events of the oracle, and the topics that a right ingester would have filled, with one left out or written twice.</summary>
    private ReadBack Topics(string skip, string twice)
    {
        for (var i = 1; i <= 5; i++)
        {
            Emit(0, i, Sim.ChatOf("a"));
        }

        (long Id, long User, int Count, int Cumulative)[] gifts = [(6, 5, 2, 2), (7, 5, 3, 5), (8, 6, 1, 1), (9, 6, 3, 4)];
        foreach (var (id, user, _, cumulative) in gifts)
        {
            Emit(0, id, Gift(user, cumulative));
        }

        _rooms.All[0].Current.Offer(0, []);
        var topics = new ReadBack();
        for (var i = 1; i <= 9; i++)
        {
            var times = $"{i}" == skip ? 0 : $"{i}" == twice ? 2 : 1;
            for (; times > 0; times--)
            {
                var record = new ReadBackRecord { EventId = Id(0, i), Kind = EventKind.Chat, RoomId = _rooms.All[0].RoomId };
                topics.Add(i <= 5 ? record : record with
                {
                    Kind = EventKind.Gift,
                    Gift = new GiftNumbers($"{gifts[i - 6].User}", "", gifts[i - 6].Count, gifts[i - 6].Cumulative),
                });
            }
        }

        return topics;
    }

    private static GiftMessage Gift(long user, int cumulative) => new()
    {
        GiftId = 463,
        Gift = new GiftStruct { Id = 463, Combo = true, DiamondCount = 1 },
        User = new User { Id = user },
        GroupId = 9,
        GroupCount = 1,
        ComboCount = cumulative,
        RepeatCount = cumulative,
    };

    private string Id(int room, long msgId) => $"{_rooms.All[room].RoomId}-{msgId}";

    private void Emit(int room, long msgId, IMessage content)
        => SimulatorHost.Emit(_rooms.All[room], HandMade.Of(_rooms.All[room], msgId, content));
}
