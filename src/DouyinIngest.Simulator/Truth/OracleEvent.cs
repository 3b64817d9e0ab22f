namespace DouyinIngest.Simulator.Truth;

/// <summary>One event that truly happened.</summary>
/// <param name="Id">The event id: <c>&lt;room id&gt;-&lt;msg_id&gt;</c>, or <c>&lt;room id&gt;-&lt;method&gt;[_sub_key]-&lt;wrds_version&gt;</c> for sticky state.</param>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Method">Upstream method.</param>
/// <param name="Position">The batch that carried it first.</param>
/// <param name="Offered">Whether it was put on a socket, or came after something that was: a client that misses nothing has seen it.</param>
/// <param name="Facts">What it says.</param>
internal sealed record OracleEvent(string Id, long RoomId, string Method, long Position, bool Offered, EventFacts Facts)
{
    /// <summary>When it was emitted, milliseconds.</summary>
    public long Time { get; init; }

    /// <summary>It stands in the stream a second time, further on: whoever missed the first gets it there.</summary>
    public bool Repeated { get; init; }

    /// <summary>The kind.</summary>
    public OracleKind Kind => Facts.Kind;

    /// <summary>Who did it; 0 when nobody.</summary>
    public long UserId => Facts.UserId;
}
