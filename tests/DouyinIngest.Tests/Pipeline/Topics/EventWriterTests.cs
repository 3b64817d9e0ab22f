using System.Runtime.CompilerServices;
using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class EventWriterTests
{
    private static readonly JsonFormatter Canonical = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private readonly JsonEventWriter _json = new();
    private readonly RecordBuffer _buffer = new();

    [Theory]
    [InlineData(EventKind.Chat)]
    [InlineData(EventKind.Gift)]
    [InlineData(EventKind.Like)]
    [InlineData(EventKind.Enter)]
    [InlineData(EventKind.Follow)]
    [InlineData(EventKind.Share)]
    [InlineData(EventKind.Room)]
    public void Write_SampleOfAKind_IsTheGoldenRecord(EventKind kind)
    {
        LiveEventView e = Samples.Of(kind);
        AssertGolden(in e, EventWords.Of(kind));
    }

    [Fact]
    public void Write_PushedGift_IsTheGoldenRecord()
    {
        LiveEventView e = Samples.Of(EventKind.Gift, "op-7300000000000000001-7000000000000000042");
        e.UpstreamTimeSource = EventTimeSource.EventTime;
        e.User = new UserView { Present = true, Name = "观众"u8, OpenId = "_000Synthetic"u8 };
        e.ToUser = default;
        e.GiftId = 0;
        e.SecGiftId = "n1/Synthetic+gift=="u8;
        e.ValueFen = 300;
        e.Diamonds = 10;
        e.ComboId = "00000000000000aa"u8;
        e.GiftCount = e.GiftTotal = 3;
        AssertGolden(in e, "gift-push");
    }

    private void AssertGolden(in LiveEventView e, string name)
    {
        string record = $"{new TopicNames(new KafkaOptions()).Of(e.Kind)}\n{Encoding.UTF8.GetString(Samples.Room.Key)}\n{Encoding.UTF8.GetString(_json.Write(in e, Samples.Room, _buffer))}\n";
        string file = Path.Combine(GoldenFolder(), name + ".txt");
        if (Environment.GetEnvironmentVariable("DOUYIN_WRITE_GOLDEN") is { Length: > 0 })
        {
            File.WriteAllText(file, record);
        }

        Assert.Equal(File.ReadAllText(file), record);
    }

    [Theory]
    [InlineData(EventKind.Chat)]
    [InlineData(EventKind.Gift)]
    [InlineData(EventKind.Like)]
    [InlineData(EventKind.Enter)]
    [InlineData(EventKind.Follow)]
    [InlineData(EventKind.Share)]
    [InlineData(EventKind.Room)]
    public void Write_AnyView_JsonAndProtobufSayTheSame(EventKind kind)
        => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => AssertSame(kind, seed)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("quote\"", "quote\\\"")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\n\r\t", "\\n\\r\\t")]
    [InlineData("\u0000\u001f\u007f", "\\u0000\\u001f\u007f")]
    [InlineData("弹幕😀\u2028", "弹幕😀\u2028")]
    [InlineData("", "")]
    public void Text_ValidUtf8_IsEscapedWhereItMust(string text, string json) => Assert.Equal($"\"{json}\"", Text(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { 0xFF }, "\uFFFD")]
    [InlineData(new byte[] { 0x61, 0xE5, 0xBC, 0x22 }, "a\uFFFD\\\"")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uFFFD\uFFFD\uFFFD")]
    [InlineData(new byte[] { 0xC0, 0x80, 0x0A }, "\uFFFD\uFFFD\\n")]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 }, "\uFFFD")]
    public void Text_InvalidUtf8_IsReplaced(byte[] text, string json) => Assert.Equal($"\"{json}\"", Text(text));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_800_000)]
    public void Write_TimeThatCannotBeWritten_IsLeftOut(long time)
    {
        LiveEventView e = Samples.Of(EventKind.Like);
        e.UpstreamTime = time;
        Event parsed = JsonParser.Default.Parse<Event>(Encoding.UTF8.GetString(_json.Write(in e, Samples.Room, _buffer)));
        Assert.Null(parsed.UpstreamTime);
        Assert.Null(ProtobufEventWriter.ToMessage(in e, Samples.Room).UpstreamTime);
    }

    [Fact]
    public void Write_LastMoment_IsWritten()
    {
        LiveEventView e = Samples.Of(EventKind.Like);
        e.UpstreamTime = EventTime.Last;
        Assert.Contains("\"upstreamTime\":\"9999-12-31T23:59:59.999Z\"", Encoding.UTF8.GetString(_json.Write(in e, Samples.Room, _buffer)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LongestEscapes_FitTheBuffer()
    {
        LiveEventView e = Samples.Of(EventKind.Chat);
        e.Content = new byte[64 * 1024];
        Event parsed = JsonParser.Default.Parse<Event>(Encoding.UTF8.GetString(_json.Write(in e, Samples.Room, _buffer)));
        Assert.Equal(64 * 1024, parsed.ChatDetail.Content.Length);
    }

    [Fact]
    public void Write_NoKind_Throws()
    {
        var writer = new ProtobufEventWriter();
        Assert.Throws<ArgumentOutOfRangeException>(() => _json.Write(new LiveEventView(), Samples.Room, _buffer).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(new LiveEventView(), Samples.Room, _buffer).Length);
    }

    [Fact]
    public void Write_Again_AllocatesNothing()
    {
        LiveEventView e = Samples.Of(EventKind.Gift);
        _ = _json.Write(in e, Samples.Room, _buffer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _ = _json.Write(in e, Samples.Room, _buffer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(ValueFormat.Json)]
    [InlineData(ValueFormat.Protobuf)]
    public void LiveId_OfARecord_IsReadBack(ValueFormat format)
    {
        LiveEventView e = Samples.Of(EventKind.Gift);
        IEventWriter writer = format == ValueFormat.Json ? _json : new ProtobufEventWriter();
        Assert.Equal("123456789", RecordPeek.LiveId(writer.Write(in e, Samples.Room, _buffer), format));
    }

    private static void AssertSame(EventKind kind, int seed)
    {
        var random = new RandomViews(seed);
        RoomKey room = random.Room();
        LiveEventView e = random.View(kind);
        Event expected = Event.Parser.ParseFrom(new ProtobufEventWriter().Write(in e, room, new RecordBuffer()));
        string json = Encoding.UTF8.GetString(new JsonEventWriter().Write(in e, room, new RecordBuffer()));
        Assert.Equal(expected, JsonParser.Default.Parse<Event>(json));
        Assert.Equal(expected, JsonParser.Default.Parse<Event>(Canonical.Format(expected)));
        AssertSameNames(Canonical.Format(expected), json);
    }

    // Same members in the same order, zeros included.
    private static void AssertSameNames(string canonical, string ours)
    {
        using var a = System.Text.Json.JsonDocument.Parse(canonical);
        using var b = System.Text.Json.JsonDocument.Parse(ours);
        Assert.Equal(Names(a.RootElement), Names(b.RootElement));
        Assert.Equal(Names(a.RootElement.EnumerateObject().Last().Value), Names(b.RootElement.EnumerateObject().Last().Value));
    }

    private static string Names(System.Text.Json.JsonElement value) => string.Join(' ', value.EnumerateObject().Select(p => p.Name));

    private static string Text(byte[] utf8)
    {
        byte[] bytes = new byte[2 + (6 * utf8.Length)];
        var json = new Utf8Json(bytes);
        json.Text(utf8);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, json.Written));
    }

    private static string GoldenFolder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "Golden");
}
