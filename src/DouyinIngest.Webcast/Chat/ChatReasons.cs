namespace DouyinIngest.Webcast.Chat;

/// <summary>What each reason means. Pure.</summary>
public static class ChatReasons
{
    /// <summary>Whether the line was said, was not, or may have been.</summary>
    public static ChatOutcome OutcomeOf(ChatReason reason) => reason switch
    {
        ChatReason.None => ChatOutcome.Sent,
        ChatReason.NoAnswer or ChatReason.UnreadableAnswer or ChatReason.ServerError or ChatReason.OwnerLost => ChatOutcome.Unknown,
        _ when Enum.IsDefined(reason) => ChatOutcome.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a chat reason"),
    };

    /// <summary>What can be done about it, one sentence; every value has one.</summary>
    public static string RemedyFor(ChatReason reason) => reason switch
    {
        ChatReason.None => "Nothing to do: the line was said.",
        ChatReason.Empty => "Send a line with something in it.",
        ChatReason.TooLong => "Shorten the line, or raise Chat:MaxLength if the site takes longer ones from this account.",
        ChatReason.NoLogin => "Give the Cookie header of a logged-in browser session, with its sessionid (DOUYIN_COOKIE, or a cookie file).",
        ChatReason.LoginExpired => "Log in again in the browser and give its new cookies.",
        ChatReason.RateLimited => "Wait a minute, then send fewer lines: raise Chat:Interval.",
        ChatReason.Muted => "Check in a browser whether this account may write in the room; the anchor or the site has muted it, or the room takes lines of its fans only.",
        ChatReason.ContentRefused => "Word the line otherwise: the site refuses what it says.",
        ChatReason.RoomOffline => "Wait until the room is live: its page tells.",
        ChatReason.RoomNotFound => "Check the live URL or the room id: a room id is 19 digits and new for every broadcast.",
        ChatReason.Blocked => "Open the room in the browser of that session, solve what it asks, give its new cookies; and let a sign service sign the request (Signing:Mode=http with Signing:Url).",
        ChatReason.Forbidden => "Check the cookie and the signature (Signing:Mode=http with Signing:Url), and whether this address may reach the site at all.",
        ChatReason.Rejected => "See the code and the site's words in the detail; try the same line in a browser of that session.",
        ChatReason.SignerFailed => "Check that Signing:Url answers from here, what its log says, and that what it gives is for the chat request.",
        ChatReason.Network => "Check DNS, the route, proxy and firewall to the live site; the line was not written and may be sent again.",
        ChatReason.Tls => "Check this machine's clock and root certificates, and whether a proxy replaces the certificate; verification cannot be turned off.",
        ChatReason.QueueFull => "Send fewer lines, or raise Chat:MaxQueued if they may wait that long.",
        ChatReason.Stopped => "Nothing to do: it was asked to stop before the line's turn came.",
        ChatReason.Expired => "Send it again if it still makes sense; it waited longer than Outbound:Expiry: too many lines for one room, or nobody was there to say it.",
        ChatReason.UnknownRoom => "Add the room ('rooms add'), and use its live id as the key.",
        ChatReason.Malformed => "Correct the record as the detail says; docs/sending.md has the form.",
        ChatReason.NoAnswer => "Look into the room whether the line is there before you send it again; check how far the site is (Chat:Timeout).",
        ChatReason.UnreadableAnswer => "Look into the room whether the line is there before you send it again; check whether a proxy or a captcha answers in the site's place.",
        ChatReason.ServerError => "Look into the room whether the line is there before you send it again; the site has trouble of its own.",
        ChatReason.OwnerLost => "Look into the room whether the line is there before you send it again; an instance died at the wrong moment.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a chat reason"),
    };
}
