using System.Globalization;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>What the result of a step means, and what to do about it. Pure.</summary>
internal static class RoomVerdicts
{
    private const string LoginRemedy =
        "For gifts and for sending lines, log in to the site with a browser and give its cookies (DOUYIN_COOKIE, or a cookie file).";

    private const string HeartbeatRemedy =
        "Look for a proxy or firewall on the way that buffers or inspects WebSockets: what we send does not arrive, and the upstream ends a socket without heartbeats after some 30 s.";

    private const string SilenceRemedy =
        "Check that the room id is that of the broadcast that runs now: a live id in its place, or an earlier broadcast's, is let in and stays silent. If it is right, give the cookies of a logged-in browser, or wait longer.";

    /// <summary>Whether the steps after this one make sense. A heartbeat is not needed for a first frame, nor a look-up when the room id is known.</summary>
    public static bool Stops(RoomCheck check, bool roomIdKnown) => check.Outcome == RoomCheckOutcome.Failed
        && check.Step != RoomCheckStep.Heartbeat
        && !(check.Step == RoomCheckStep.RoomInfo && roomIdKnown);

    public static RoomCheck Url(LiveRoomAddress address) => RoomCheck.Passed(RoomCheckStep.Url, address.Kind switch
    {
        LiveRoomAddressKind.LiveId => $"live id {address.LiveId}",
        LiveRoomAddressKind.ShortLink => $"short link of {address.Link!.Host}",
        _ => string.Create(CultureInfo.InvariantCulture, $"room id {address.RoomId}"),
    });

    /// <param name="credentials">As they were read.</param>
    /// <param name="needed">The socket's profile carries an app id.</param>
    public static RoomCheck Credentials(AppCredentials credentials, bool needed) => credentials switch
    {
        { HasAppId: false } when needed => RoomCheck.Advice(
            RoomCheckStep.Credentials,
            "no app id, and profile im-v1 carries one",
            $"Set {AppCredentials.AppIdVariable} and {AppCredentials.AppSecretVariable} (environment or .env)."),
        { HasAppId: false } => RoomCheck.Skipped(RoomCheckStep.Credentials, "none given, and none needed: only the Open Platform and profile im-v1 want them"),
        { AppSecret.Length: 0 } => RoomCheck.Advice(
            RoomCheckStep.Credentials,
            $"app id {credentials.AppId}, no secret",
            $"Set {AppCredentials.AppSecretVariable} too if you use the Open Platform; the socket does not need it."),
        _ => RoomCheck.Passed(RoomCheckStep.Credentials, $"app id {credentials.AppId} and its secret"),
    };

    /// <param name="jar">The user's own.</param>
    /// <param name="header">What requests will carry.</param>
    public static RoomCheck Cookie(CookieJar jar, string header)
    {
        var obtained = !jar.Has(CookieNames.Ttwid) && header.Contains(CookieNames.Ttwid + "=", StringComparison.Ordinal);
        var given = jar.IsEmpty ? "no cookies given" : $"{string.Join(", ", jar.Names.Take(8))}{(jar.Names.Count > 8 ? ", …" : "")} given";
        var seen = obtained ? given + ", a ttwid obtained" : given;
        return jar switch
        {
            { LoginExpired: true } => RoomCheck.Advice(RoomCheckStep.Cookie, seen + "; the login among them has expired", LoginRemedy),
            _ when header.Length == 0 => RoomCheck.Advice(
                RoomCheckStep.Cookie,
                seen + ", and the site's front page gave no ttwid",
                "If the next steps are refused, give the cookies of a browser (DOUYIN_COOKIE, or a cookie file)."),
            { HasLogin: false } => RoomCheck.Advice(RoomCheckStep.Cookie, seen + "; no login: since 2026 many rooms send gifts to logged-in viewers only", LoginRemedy),
            _ => RoomCheck.Passed(RoomCheckStep.Cookie, seen + ", a login among them"),
        };
    }

    public static RoomCheck RoomInfo(RoomInfoResult result) => result.Card is { } card
        ? RoomCheck.Passed(RoomCheckStep.RoomInfo, string.Create(CultureInfo.InvariantCulture, $"room id {card.RoomId}{Live(card)}, by the {result.Detail}"))
        : RoomCheck.Failed(RoomCheckStep.RoomInfo, result.Refusal, result.Detail);

    public static RoomCheck LiveNow(RoomCard card)
    {
        if (!card.IsLive)
        {
            return RoomCheck.Failed(RoomCheckStep.Live, CloseReason.RoomOffline, $"the broadcast is {card.StatusText}");
        }

        var online = card.Online >= 0 ? string.Create(CultureInfo.InvariantCulture, $", {card.Online} online") : "";
        return RoomCheck.Passed(RoomCheckStep.Live, $"{card.StatusText}: {card.Title}, {card.AnchorName}{online}");
    }

    /// <param name="signs">There is a signer.</param>
    /// <param name="realSite">The socket is the real site's, which wants a signature.</param>
    /// <param name="call">How it went; null: it was not asked.</param>
    public static RoomCheck Signer(bool signs, bool realSite, SignerCall? call) => call switch
    {
        null => RoomCheck.Skipped(RoomCheckStep.Signer, "not asked"),
        { Error.Length: > 0 } => RoomCheck.Failed(RoomCheckStep.Signer, CloseReason.SignerFailed, call.Error),
        _ when signs => RoomCheck.Passed(RoomCheckStep.Signer, call.WholeUrl ? "it gave a whole address" : "it gave a signature"),
        _ when realSite => RoomCheck.Advice(
            RoomCheckStep.Signer,
            "there is none, and the site wants a signature on the socket",
            "If the handshake is refused, name a sign service of yours (Signing:Url, --signer-url)."),
        _ => RoomCheck.Skipped(RoomCheckStep.Signer, "there is none: the socket goes unsigned"),
    };

    /// <param name="opened">A session was opened.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="detail">What was seen.</param>
    /// <param name="endpoint">Where the socket was asked for.</param>
    public static RoomCheck Handshake(bool opened, CloseReason reason, string detail, string endpoint) => opened
        ? RoomCheck.Passed(RoomCheckStep.Handshake, $"HTTP 101 from {endpoint}")
        : RoomCheck.Failed(RoomCheckStep.Handshake, reason, detail);

    public static RoomCheck Heartbeat(SessionSight sight, TimeSpan wait) => sight switch
    {
        { HeartbeatAfter: { } after } => RoomCheck.Passed(RoomCheckStep.Heartbeat, "answered") with { Took = after },
        { Closed: { } closed } => RoomCheck.Failed(RoomCheckStep.Heartbeat, closed, "the socket ended before one was answered"),
        _ => RoomCheck.Failed(RoomCheckStep.Heartbeat, CloseReason.IdleTimeout, $"not answered within {Seconds(wait)}", HeartbeatRemedy),
    };

    public static RoomCheck FirstFrame(SessionSight sight, TimeSpan wait) => sight switch
    {
        { FrameAfter: { } after, Unreadable: DropReason.None } => RoomCheck.Passed(
            RoomCheckStep.FirstFrame,
            string.Create(CultureInfo.InvariantCulture, $"{sight.Messages} messages in {sight.Bytes} bytes")) with { Took = after },
        { FrameAfter: not null } => RoomCheck.Failed(RoomCheckStep.FirstFrame, CloseReason.UnreadableFrame, $"{sight.Bytes} bytes that cannot be read ({sight.Unreadable})") with { Took = sight.FrameAfter.Value },
        { Closed: { } closed } => RoomCheck.Failed(RoomCheckStep.FirstFrame, closed, "the socket ended before one came"),
        _ => RoomCheck.Failed(RoomCheckStep.FirstFrame, CloseReason.IdleTimeout, $"the socket is open, and nothing came within {Seconds(wait)}", SilenceRemedy) with { Took = wait },
    };

    private static string Live(RoomCard card) => card.LiveId.Length > 0 ? $", live id {card.LiveId}" : "";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
