using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Verify;

public class RecordValueTests
{
    public static TheoryData<EventKind> Kinds { get; } = [.. EventKinds.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TryRead_BothForms_SayTheSame(EventKind kind)
    {
        var json = Read(new JsonEventWriter(), kind);
        var protobuf = Read(new ProtobufEventWriter(), kind);

        // Hashes are of one form each.
        Assert.Equal(json with { ContentHash = 0 }, protobuf with { ContentHash = 0 });
        Assert.Equal((kind, "7300000000000000001-42", 4), (json.Kind, json.EventId, json.Epoch));
        Assert.NotEqual(default, json.UpstreamTime);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TryRead_ReadLaterByAnotherOwnerUnderAnotherId_IsTheSameContent(EventKind kind)
    {
        foreach (IEventWriter writer in (IEventWriter[])[new JsonEventWriter(), new ProtobufEventWriter()])
        {
            var again = Samples.Of(kind, "other");
            again.ReceivedTime += 5_000;
            again.GiftCount = 0;
            again.GiftTotal = 99;
            again.ComboEnded = false;

            Assert.Equal(Read(writer, kind).ContentHash, Value(writer, again, RoomKey.Of("else", Samples.RoomId, epoch: 9)).ContentHash);
        }
    }

    [Fact]
    public void TryRead_AnotherContent_HasAnotherHash()
    {
        foreach (IEventWriter writer in (IEventWriter[])[new JsonEventWriter(), new ProtobufEventWriter()])
        {
            var chat = Samples.Of(EventKind.Chat);
            chat.Content = "something else"u8;
            var like = Samples.Of(EventKind.Like);
            like.Count++;
            var enter = Samples.Of(EventKind.Enter);
            enter.UpstreamTime++;
            var gift = Samples.Of(EventKind.Gift);
            gift.GiftId++;

            Assert.NotEqual(Read(writer, EventKind.Chat).ContentHash, Value(writer, chat).ContentHash);
            Assert.NotEqual(Read(writer, EventKind.Chat).FactsHash, Value(writer, chat).FactsHash);
            Assert.NotEqual(Read(writer, EventKind.Like).ContentHash, Value(writer, like).ContentHash);
            Assert.NotEqual(Read(writer, EventKind.Like).FactsHash, Value(writer, like).FactsHash);
            Assert.NotEqual(Read(writer, EventKind.Enter).ContentHash, Value(writer, enter).ContentHash);
            Assert.NotEqual(Read(writer, EventKind.Gift).ContentHash, Value(writer, gift).ContentHash);
        }
    }

    [Fact]
    public void TryRead_TimeOfTheResponse_IsNoContent()
    {
        foreach (IEventWriter writer in (IEventWriter[])[new JsonEventWriter(), new ProtobufEventWriter()])
        {
            var first = Samples.Of(EventKind.Chat);
            first.UpstreamTimeSource = EventTimeSource.ResponseNow;
            var again = first;
            again.UpstreamTime += 777;

            Assert.Equal(Value(writer, first).ContentHash, Value(writer, again).ContentHash);
        }
    }

    [Theory]
    [InlineData("", "it has no value")]
    [InlineData("{}", "the value has no eventId")]
    [InlineData("""{"eventId":"1"}""", "the value's kind is ''")]
    [InlineData("""{"kind":"chat"}""", "the value has no eventId")]
    [InlineData("\n\u0005ab", "it is neither JSON nor protobuf")]
    [InlineData("""{"eventId":5,"kind":"chat"}""", "string")]
    public void TryRead_NoEvent_SaysWhy(string value, string why)
    {
        Assert.Null(RecordValue.TryRead(System.Text.Encoding.UTF8.GetBytes(value), out var said));
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    private static ReadBackRecord Read(IEventWriter writer, EventKind kind) => Value(writer, Samples.Of(kind));

    private static ReadBackRecord Value(IEventWriter writer, in LiveEventView e, RoomKey? room = null) =>
        RecordValue.TryRead(writer.Write(in e, room ?? RoomKey.Of("123456789", Samples.RoomId, epoch: 4), new RecordBuffer()), out _)!;
}
