namespace DouyinIngest.Webcast.Frames;

/// <summary>payload_type of a frame from the upstream.</summary>
internal enum FrameKind
{
    /// <summary>Any type that we do not know (<c>reconnect</c>, <c>subscribe_ack</c>, …).</summary>
    Unknown = 0,

    /// <summary><c>msg</c>: a Response.</summary>
    Msg,

    /// <summary><c>hb</c>: the answer to a heartbeat.</summary>
    Heartbeat,

    /// <summary><c>close</c>: stop this socket; with or without a Response.</summary>
    Close,
}
