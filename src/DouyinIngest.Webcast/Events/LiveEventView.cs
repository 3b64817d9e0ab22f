namespace DouyinIngest.Webcast.Events;

/// <summary>
/// One normalized event as the hot path carries it: scalars, and slices of the inflated bytes that are valid until the frame is
/// done with. What the fields of each kind mean stands in <c>douyin/live/v1/events.proto</c>; the connector's LiveEvent is the owned form.
/// </summary>
internal ref struct LiveEventView
{
    /// <summary>What a diamond costs, in 1/100 yuan.</summary>
    public const int FenPerDiamond = 10;

    public EventKind Kind;

    /// <summary>The event id, UTF-8: <c>&lt;room id&gt;-&lt;msg_id&gt;</c> and its siblings.</summary>
    public ReadOnlySpan<byte> EventId;

    public long RoomId;
    public long UpstreamTime;  // milliseconds since the Unix epoch, 0 unknown
    public EventTimeSource UpstreamTimeSource;
    public long ReceivedTime;  // milliseconds since the Unix epoch
    public bool Derived;
    public UserView User;

    // chat
    public ReadOnlySpan<byte> Content;
    public ChatVariant ChatVariant;
    public long EmojiId;

    /// <summary>Names of the word lists of filters that the content matched, UTF-8.</summary>
    public ReadOnlySpan<byte[]> Matched;

    // gift
    public long GiftId;
    public ReadOnlySpan<byte> GiftName;
    public int Diamonds;
    public long GiftCount;
    public long GiftTotal;
    public ReadOnlySpan<byte> ComboId;
    public bool ComboEnded;
    public UserView ToUser;

    // gift of the Open Platform
    public ReadOnlySpan<byte> SecGiftId;
    public long ValueFen;  // 1/100 yuan, of all pieces; 0: not told

    // like (count, room total); share (target, total); follow (total)
    public long Count;
    public long Total;
    public ReadOnlySpan<byte> ShareTarget;

    // enter; room. -1: this event does not tell
    public long Online;
    public EnterWay EnterWay;
    public long TotalViewers;
    public long LikeTotal;
    public RoomStatus RoomStatus;
    public RoomSource RoomSource;
    public ReadOnlySpan<byte> Title;

    /// <summary>Diamonds × count; for a gift of the Open Platform what was paid, in diamonds.</summary>
    public readonly long GiftValue => ValueFen != 0 ? ValueFen / FenPerDiamond : Diamonds * GiftCount;
}
