using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;

namespace DouyinIngest.Tests.Cli.DeadLetters;

public class ReplayPlanTests
{
    private const long RoomId = 7300000000000000001;

    private readonly ReplayPlan _plan = new(new KafkaOptions(), toTopic: null);

    [Fact]
    public void Next_Record_GoesBackAsItWas()
    {
        var letter = Record();

        var step = _plan.Next(letter);

        Assert.Equal((ReplayRefusal.None, "douyin.live.chat.v1", "7300000000000000001-42"), (step.Refusal, step.Topic, step.EventId));
        Assert.Same(letter.Value, step.Value);
        Assert.Same(letter.Key, step.Key);
    }

    [Fact]
    public void Next_SameEventTwice_IsReplayedOnce()
    {
        _plan.Next(Record());

        Assert.Equal(ReplayRefusal.Repeated, _plan.Next(Record()).Refusal);
    }

    [Fact]
    public void Next_OtherTopicWanted_GoesThere() =>
        Assert.Equal("elsewhere", new ReplayPlan(new KafkaOptions(), "elsewhere").Next(Record() with { Topic = "" }).Topic);

    [Fact]
    public void Next_Message_IsDecodedAndHasItsId()
    {
        var step = _plan.Next(Message("WebcastChatMessage", new ChatMessage { Common = new Common { MsgId = 77, CreateTime = 1_767_323_045_006 }, Content = "你好" }));

        Assert.Equal((ReplayRefusal.None, "douyin.live.chat.v1", $"{RoomId}-77"), (step.Refusal, step.Topic, step.EventId));
        Assert.Equal($"{RoomId}", Encoding.UTF8.GetString(step.Key!));
        var record = RecordValue.TryRead(step.Value, out _)!;
        Assert.Equal(("你好", "123456", RoomId), (record.Content, record.LiveId, record.RoomId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_767_323_045_006), record.UpstreamTime);
    }

    [Fact]
    public void Next_GiftThatStandsAlone_IsReplayed()
    {
        var gift = new GiftMessage { Common = new Common { MsgId = 78 }, GiftId = 463, RepeatCount = 3, Gift = new Protos.Webcast.Data.GiftStruct { Combo = false, DiamondCount = 1 } };

        Assert.Equal((ReplayRefusal.None, "douyin.live.gift.v1"), (_plan.Next(Message("WebcastGiftMessage", gift)).Refusal, _plan.Next(Message("WebcastGiftMessage", With(gift, 79))).Topic));
    }

    [Fact]
    public void Next_GiftOfACombo_IsRefused()
    {
        var gift = new GiftMessage
        {
            Common = new Common { MsgId = 78 }, GiftId = 463, RepeatCount = 3, GroupId = 5, User = new Protos.Webcast.Data.User { Id = 9 },
            Gift = new Protos.Webcast.Data.GiftStruct { Combo = true, DiamondCount = 1 },
        };

        Assert.Equal(ReplayRefusal.ComboGift, _plan.Next(Message("WebcastGiftMessage", gift)).Refusal);
    }

    [Fact]
    public void Next_StateOfTheRoom_IsRefused() => Assert.Equal(
        ReplayRefusal.State, _plan.Next(Message("WebcastRoomUserSeqMessage", new RoomUserSeqMessage { Common = new Common { MsgId = 1 }, Total = 5 })).Refusal);

    [Fact]
    public void Next_EnterThatIsALeave_MakesNoEvent() => Assert.Equal(
        ReplayRefusal.MakesNoEvent, _plan.Next(Message("WebcastMemberMessage", new MemberMessage { Common = new Common { MsgId = 1 }, Action = 2 })).Refusal);

    [Fact]
    public void Next_NoLongerKnownOrBroken_IsRefused()
    {
        Assert.Equal(ReplayRefusal.Undecodable, _plan.Next(Message("WebcastChatMessage", new ChatMessage()) with { Value = [0x0a, 0xff], FullLength = 2 }).Refusal);
        Assert.Equal(ReplayRefusal.Undecodable, _plan.Next(Message("WebcastNovelMessage", new ChatMessage())).Refusal);
    }

    [Fact]
    public void Next_WithoutWhatIsNeeded_IsRefused()
    {
        Assert.Equal(ReplayRefusal.NoRoom, _plan.Next(Message("WebcastChatMessage", new ChatMessage()) with { RoomId = 0 }).Refusal);
        Assert.Equal(ReplayRefusal.NoTopic, _plan.Next(Record() with { Topic = "" }).Refusal);
        Assert.Equal(ReplayRefusal.NoEvent, _plan.Next(Record() with { Value = [1, 2], FullLength = 2 }).Refusal);
        Assert.Equal(ReplayRefusal.Frame, _plan.Next(Record() with { Stage = "frame" }).Refusal);
    }

    [Theory]
    [InlineData("record")]
    [InlineData("message")]
    [InlineData("frame")]
    public void Next_Truncated_IsNeverReplayed(string stage)
    {
        var letter = Record() with { Stage = stage };

        Assert.Equal(ReplayRefusal.Truncated, _plan.Next(letter with { FullLength = letter.Value.Length + 1 }).Refusal);
    }

    [Fact]
    public void Words_EveryRefusal_HasAReason()
    {
        foreach (var refusal in Enum.GetValues<ReplayRefusal>().Where(refusal => refusal != ReplayRefusal.None))
        {
            Assert.NotEmpty(ReplayRefusals.Because(refusal));
        }

        Assert.Equal("combo_gift", ReplayRefusals.Word(ReplayRefusal.ComboGift));
    }

    [Fact]
    public void Lines_Tally_SaysHowManyAndWhyNot()
    {
        var tally = new ReplayTally { Seen = 4 };
        tally.Count(_plan.Next(Record()));
        tally.Count(_plan.Next(Record()));
        tally.Count(_plan.Next(Record() with { FullLength = 1_000_000 }));
        tally.Count(_plan.Next(Record() with { FullLength = 1_000_000 }));

        string[] lines = [.. DeadLettersText.Lines(tally, dryRun: true)];

        Assert.Equal("4 dead letters: would replay 1, refused 3", lines[0]);
        Assert.Equal("1  to douyin.live.chat.v1", lines[1]);
        Assert.StartsWith("2  refused, truncated", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("1  refused, repeated", lines[3], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(DeadLettersText.Json(tally, dryRun: true));
        Assert.Equal(2, json.RootElement.GetProperty("refused").GetProperty("truncated").GetInt32());
    }

    [Fact]
    public void Lines_List_ShowsWhatWasCut()
    {
        string[] lines = [.. DeadLettersText.Lines([Record(), Record() with { FullLength = 1_000_000, Error = "Broker: Message size too large" }])];

        Assert.Equal(4, lines.Length);
        Assert.Contains("cut to", lines[2], StringComparison.Ordinal);
        Assert.Equal("2 dead letters.", lines[3]);
        Assert.Equal(["No dead letters."], DeadLettersText.Lines([]));
        using var json = JsonDocument.Parse(DeadLettersText.Json(Record()));
        Assert.Equal("record", json.RootElement.GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("record", null, true)]
    [InlineData("message", null, false)]
    [InlineData("record", "msg_size_too_large", true)]
    [InlineData(null, "bad_message", false)]
    public void Wants_StageAndReason_Choose(string? stage, string? reason, bool wanted) =>
        Assert.Equal(wanted, new DeadLettersSettings { Brokers = "b", Stage = stage, Reason = reason }.Wants(Record()));

    private static GiftMessage With(GiftMessage gift, long msgId)
    {
        gift.Common.MsgId = msgId;
        return gift;
    }

    private static DeadLetter Record()
    {
        var value = new JsonEventWriter().Write(Samples.Of(EventKind.Chat), Samples.Room, new RecordBuffer()).ToArray();
        return new DeadLetter
        {
            Place = "0@1", RoomId = RoomId, LiveId = "123456", Subject = "chat", Stage = "record", Reason = "msg_size_too_large", Topic = "douyin.live.chat.v1",
            FullLength = value.Length, Key = [.. "7300000000000000001"u8], Value = value,
        };
    }

    private static DeadLetter Message(string method, IMessage payload) => new()
    {
        Place = "0@2", RoomId = RoomId, LiveId = "123456", Subject = method, Stage = "message", Reason = "bad_message",
        FullLength = payload.CalculateSize(), Value = payload.ToByteArray(),
    };
}
