namespace DouyinIngest.Simulator.Faults;

/// <summary>What can go wrong upstream.</summary>
internal enum FaultKind
{
    /// <summary>The connection ends (FIN) in place of a frame.</summary>
    Drop,

    /// <summary>The connection is reset in place of a frame.</summary>
    Rst,

    /// <summary>Nothing is sent for a while, heartbeat replies included; then it goes on.</summary>
    Stall,

    /// <summary>The frame is sent twice.</summary>
    Duplicate,

    /// <summary>Messages of this frame and the next change places.</summary>
    Reorder,

    /// <summary>Bits of the payload are flipped.</summary>
    Corrupt,

    /// <summary>Half of the PushFrame is missing.</summary>
    Truncate,

    /// <summary>A message far above any cap.</summary>
    Oversize,

    /// <summary>A fragmented message that never ends.</summary>
    Endless,

    /// <summary>A payload that inflates to very much more.</summary>
    Bomb,

    /// <summary>Payload type close without a body; then silence.</summary>
    Close,

    /// <summary>Payload type close with a Response; then silence.</summary>
    CloseBody,

    /// <summary>The payload is not gzip although the header says so.</summary>
    BadGzip,

    /// <summary>The payload is not compressed, and no header says that it is.</summary>
    Uncompressed,

    /// <summary>The socket stays open and nothing comes any more.</summary>
    Silent,

    /// <summary>One byte a second.</summary>
    SlowLoris,

    /// <summary>Handshake answered by HTTP 200 and DEVICE_BLOCKED.</summary>
    Blocked,

    /// <summary>Handshake answered by HTTP 403.</summary>
    Forbidden,

    /// <summary>Handshake answered by HTTP 429.</summary>
    TooMany,

    /// <summary>Handshake answered by HTTP 502.</summary>
    BadGateway,

    /// <summary>Room API answered by HTTP 200 with an empty body.</summary>
    EmptyApi,

    /// <summary>Line refused: too many in too short a time.</summary>
    ChatLimited,

    /// <summary>Line refused: the login has expired.</summary>
    ChatExpired,

    /// <summary>Line answered by HTTP 200 with an empty body, and not said.</summary>
    ChatEmpty,

    /// <summary>Line answered by HTTP 200 with a page, and not said.</summary>
    ChatHtml,

    /// <summary>Line answered by half of a JSON, and not said.</summary>
    ChatNonsense,

    /// <summary>Line answered by HTTP 502, and not said.</summary>
    ChatBadGateway,

    /// <summary>Line said; the answer never comes.</summary>
    ChatLost,

    /// <summary>Line said; the connection is reset in place of an answer.</summary>
    ChatReset,

    /// <summary>Heartbeats are not answered; everything else goes on.</summary>
    Deaf,

    /// <summary>im/fetch answered by HTTP 200 with an empty body.</summary>
    FetchEmpty,

    /// <summary>im/fetch answered by a JSON error.</summary>
    FetchJson,

    /// <summary>im/fetch answered by a page.</summary>
    FetchHtml,

    /// <summary>im/fetch answered by HTTP 429.</summary>
    FetchTooMany,

    /// <summary>im/fetch answered by HTTP 502.</summary>
    FetchBadGateway,

    /// <summary>im/fetch answered by bytes that are no Response.</summary>
    FetchGarbage,

    /// <summary>im/fetch answered by a body far above any cap.</summary>
    FetchOversize,

    /// <summary>im/fetch answered, byte by byte.</summary>
    FetchSlow,

    /// <summary>im/fetch not answered for a while, then by nothing.</summary>
    FetchStall,
}

/// <summary>Where a fault strikes.</summary>
internal enum FaultPoint
{
    Frame,
    Connect,
    Api,
    Chat,
    Heartbeat,
    Fetch,
}
