namespace DouyinIngest.Webcast.Events;

/// <summary>What a gift message says of counting, as sent (PROTOCOL 4.3).</summary>
internal ref struct GiftView
{
    public long GroupCount;
    public long RepeatCount;
    public long ComboCount;
    public int RepeatEnd;
    public long GroupId;

    /// <summary>Of the gift itself: pieces are counted up while the giver keeps tapping.</summary>
    public bool Combo;

    public ReadOnlySpan<byte> TraceId;

    /// <summary>The gift's id inside the gift, for messages that do not repeat it outside.</summary>
    public long InnerGiftId;
}
