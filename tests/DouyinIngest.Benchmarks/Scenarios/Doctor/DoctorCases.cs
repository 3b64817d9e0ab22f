using System.Globalization;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Doctor;

/// <summary>Every way to be turned away, and one in which all is well.</summary>
internal static class DoctorCases
{
    private const string Stranger = ".example.com\tTRUE\t/\tTRUE\t4000000000\tsessionid\tsynthetic";

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static IReadOnlyList<DoctorCase> All { get; } =
    [
        new("all is well", null, null, "", g => g.Room with { CookieFile = g.FileWith("sessionid=synthetic") }) { Says = "The room can be followed." },
        new("address of another site", RoomCheckStep.Url, CloseReason.RoomNotFound, "address of the room's page", g => g.Room with { Room = "https://example.com/1234" })
        {
            Says = "https://live.douyin.com/732001",
        },
        new("no such host", RoomCheckStep.Dns, CloseReason.Network, "name server", g => g.Room with { Upstream = new Uri("http://live.douyin.invalid") })
        {
            Says = "live.douyin.invalid",
        },
        new("nobody listens", RoomCheckStep.Tcp, CloseReason.Network, "firewall", g => g.Room with { Upstream = DoctorGround.Nowhere }) { Says = "127.0.0.1:" },
        new("certificate nobody trusts", RoomCheckStep.Tls, CloseReason.Tls, "root certificates", g => g.Room with { Upstream = g.Impostor }) { Says = "certificate" },
        new("cookies of another site", RoomCheckStep.Cookie, CloseReason.Forbidden, "Export the cookies", g => g.Room with { CookieFile = g.FileWith(Stranger) })
        {
            Says = "no cookie of douyin.com",
        },
        new("no such room", RoomCheckStep.RoomInfo, CloseReason.RoomNotFound, "Check the live URL", g => g.Room with { Room = "999999999999" }) { Says = "no such room" },
        new("room offline", RoomCheckStep.Live, CloseReason.RoomOffline, "Wait until the room is live", g => Arranged(g, () => g.Host.EndBroadcast(g.Host.Rooms[0])))
        {
            Says = "ended",
        },
        new("sign service down", RoomCheckStep.Signer, CloseReason.SignerFailed, "Signing:Url", g => g.Room with { SignerUrl = DoctorGround.Nowhere }) { Says = "no connection" },
        new("sign service answers nonsense", RoomCheckStep.Signer, CloseReason.SignerFailed, "Signing:Url", g => g.Room with { SignerUrl = g.Page })
        {
            Says = "HTML in place of JSON",
        },
        new("signature refused", RoomCheckStep.Handshake, CloseReason.SignatureRejected, "Signing:Mode=http", g => Arranged(g, () => g.Host.Disruptions.Refuse(401, Long)))
        {
            Says = "HTTP 401",
        },
        new("device blocked", RoomCheckStep.Handshake, CloseReason.DeviceBlocked, "DOUYIN_COOKIE", g => Faulty(g, "blocked@rate=1"))
        {
            Says = "HTTP 200 in place of 101, Handshake-Msg DEVICE_BLOCKED",
        },
        new("forbidden", RoomCheckStep.Handshake, CloseReason.Forbidden, "DOUYIN_COOKIE", g => Faulty(g, "403@rate=1")) { Says = "HTTP 403" },
        new("rate limited", RoomCheckStep.Handshake, CloseReason.RateLimited, "fewer rooms", g => Faulty(g, "429@rate=1")) { Says = "HTTP 429" },
        new("gateway broken", RoomCheckStep.Handshake, CloseReason.UpstreamError, "Wait and try again", g => Faulty(g, "502@rate=1")) { Says = "may also mean a wrong signature" },
        new("heartbeat unanswered", RoomCheckStep.Heartbeat, CloseReason.IdleTimeout, "proxy or firewall", g => Faulty(g, "deaf@rate=1")) { Says = "✓ first frame" },
        new(
            "live id in place of the room id",
            RoomCheckStep.FirstFrame,
            CloseReason.IdleTimeout,
            "room id is that of the broadcast",
            g => g.Room with { RoomId = long.Parse(g.LiveId, CultureInfo.InvariantCulture) })
        {
            Says = "✓ heartbeat",
        },
    ];

    private static Cli.Commands.WatchSettings Faulty(DoctorGround ground, string plan) => Arranged(ground, () => ground.Host.AddFaults(plan));

    private static Cli.Commands.WatchSettings Arranged(DoctorGround ground, Action arrange)
    {
        arrange();
        return ground.Room;
    }
}
