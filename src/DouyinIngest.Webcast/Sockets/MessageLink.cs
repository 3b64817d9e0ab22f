namespace DouyinIngest.Webcast.Sockets;

/// <summary>What a session knows of a message's place in the stream.</summary>
internal enum MessageLink
{
    /// <summary>Nothing: a socket sends what it sends.</summary>
    Unknown = 0,

    /// <summary>It is the answer to what comes behind the place that was asked for: nothing is missing before it.</summary>
    Follows,

    /// <summary>A place was asked for and the upstream began anew: it has forgotten that place.</summary>
    Anew,
}
