namespace DouyinIngest.Pipeline.Overview;

/// <summary>What an operator sees of one room in a list, wherever it runs.</summary>
internal sealed record RoomRow
{
    /// <summary>The live id; for a record of the control topic whose key is none, that key as text.</summary>
    public required string LiveId { get; init; }

    /// <summary>What is wanted.</summary>
    public required RoomWant Want { get; init; }

    /// <summary>The broadcast; empty when none is known.</summary>
    public string RoomId { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>A state of a room's life in snake_case, or <c>paused</c>, <c>pending</c>, <c>refused</c>, <c>unknown</c>.</summary>
    public string State { get; init; } = "unknown";

    /// <summary>Since when; null unknown.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The pod that runs it, or ought to; empty unknown.</summary>
    public string Pod { get; init; } = "";

    /// <summary>host:port of that pod's management port; empty when it tells none, and for this one.</summary>
    public string Address { get; init; } = "";

    /// <summary>It runs in this process: figures are of now, and its events can be watched here.</summary>
    public bool IsHere { get; init; }

    /// <summary><c>websocket</c> or <c>polling</c>: how it goes; empty unknown.</summary>
    public string Transport { get; init; } = "";

    /// <summary>Events a second.</summary>
    public double Rate { get; init; }

    public long Events { get; init; }

    public long Gaps { get; init; }

    public int Reconnects { get; init; }

    /// <summary>Null unknown.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Why it was last refused, or does not run; empty: it was not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What an operator can do about it.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>As <c>name=text</c>, by blanks.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Where its record stands on the control topic; null: it has none.</summary>
    public long? Offset { get; init; }
}

/// <summary>What the configuration or the control topic wants of a room.</summary>
internal enum RoomWant
{
    /// <summary>Listed by <c>Ingest:Rooms</c>.</summary>
    Configured = 0,

    /// <summary>On the control topic, with a place.</summary>
    Active,

    /// <summary>On the control topic, resting.</summary>
    Paused,

    /// <summary>On the control topic, waiting for a place of its credential.</summary>
    Pending,

    /// <summary>Its record is not understood.</summary>
    Refused,

    /// <summary>Not on the control topic any more; it is being closed.</summary>
    Unassigned,
}
