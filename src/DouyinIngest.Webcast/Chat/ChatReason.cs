namespace DouyinIngest.Webcast.Chat;

/// <summary>Why a line was not said, or why nobody knows. A closed set: every value is a metric label, and each has a remedy of its own.</summary>
public enum ChatReason
{
    /// <summary>It was said.</summary>
    None = 0,

    /// <summary>There is nothing in the line but blanks.</summary>
    Empty,

    /// <summary>The line has more than <see cref="ChatOptions.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>No login cookie (<c>sessionid</c>) is given: nobody is there to say it.</summary>
    NoLogin,

    /// <summary>The upstream does not know the login any more.</summary>
    LoginExpired,

    /// <summary>Too many lines in too short a time.</summary>
    RateLimited,

    /// <summary>The account may not write in this room, or at all.</summary>
    Muted,

    /// <summary>The upstream does not like what the line says.</summary>
    ContentRefused,

    /// <summary>The room is not live.</summary>
    RoomOffline,

    /// <summary>There is no such room.</summary>
    RoomNotFound,

    /// <summary>The site's risk control: HTTP 200 with an empty body, or a captcha asked for.</summary>
    Blocked,

    /// <summary>HTTP 403.</summary>
    Forbidden,

    /// <summary>The upstream refused it with a code that has no value of its own here.</summary>
    Rejected,

    /// <summary>The sign service could not be used, or gave something that cannot be sent.</summary>
    SignerFailed,

    /// <summary>No connection; the line was not written.</summary>
    Network,

    /// <summary>No TLS connection; the line was not written.</summary>
    Tls,

    /// <summary>Too many lines wait already.</summary>
    QueueFull,

    /// <summary>The sender was closed.</summary>
    Stopped,

    /// <summary>The line waited longer than it may.</summary>
    Expired,

    /// <summary>Nobody follows that room.</summary>
    UnknownRoom,

    /// <summary>The order to say it cannot be understood.</summary>
    Malformed,

    /// <summary>The request went out and no answer came.</summary>
    NoAnswer,

    /// <summary>The answer is HTML or nonsense.</summary>
    UnreadableAnswer,

    /// <summary>HTTP 5xx: the upstream failed somewhere on the way.</summary>
    ServerError,

    /// <summary>Whoever was about to say it went away before telling what came of it.</summary>
    OwnerLost,
}
