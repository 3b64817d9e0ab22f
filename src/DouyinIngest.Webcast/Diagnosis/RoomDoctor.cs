using System.Runtime.CompilerServices;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>
/// Walks what must work for a room to be followed, step by step, as a connector would: each step is tried once, by the same code, and what comes
/// after a failed one is skipped. Used once.
/// </summary>
/// <param name="parts">What it stands on.</param>
/// <param name="room">What a person gave for the room.</param>
/// <param name="roomId">A room id that needs no looking up; 0: none.</param>
internal sealed class RoomDoctor(DoctorParts parts, string room, long roomId) : IAsyncDisposable
{
    private readonly NetworkSteps _network = new(
        parts.Network, NetworkRoute.To(parts.Network, parts.Upstream, new Uri(SocketUrl.Endpoint(parts.Socket))), parts.Time);

    private readonly bool _isGiven = roomId > 0;
    private long _roomId = roomId;
    private string _liveId = "";
    private DoctorServices? _services;
    private RoomCard? _card;
    private ConnectResult _connected;
    private TimeSpan _connectTook;
    private SessionSight _sight = new();

    /// <summary>Every step, each as soon as it is done.</summary>
    public async IAsyncEnumerable<RoomCheck> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (RoomCheckStep Step, Func<CancellationToken, Task<RoomCheck>> Try)[] steps =
        [
            (RoomCheckStep.Url, _ => Task.FromResult(ReadRoom())),
            (RoomCheckStep.Credentials, _ => Task.FromResult(ReadCredentials())),
            (RoomCheckStep.Dns, _network.ResolveAsync),
            (RoomCheckStep.Tcp, _network.ConnectAsync),
            (RoomCheckStep.Tls, _network.SecureAsync),
            (RoomCheckStep.Cookie, ReadCookiesAsync),
            (RoomCheckStep.RoomInfo, LookUpAsync),
            (RoomCheckStep.Live, _ => Task.FromResult(LookWhetherLive())),
            (RoomCheckStep.Signer, ConnectAsync),
            (RoomCheckStep.Handshake, _ => Task.FromResult(LookAtHandshake())),
            (RoomCheckStep.Heartbeat, LookAtSessionAsync),
            (RoomCheckStep.FirstFrame, _ => Task.FromResult(RoomVerdicts.FirstFrame(_sight, parts.Wait))),
        ];
        var broken = false;
        foreach (var (step, run) in steps)
        {
            if (broken)
            {
                yield return RoomCheck.Skipped(step, "not tried: an earlier step failed");
                continue;
            }

            var began = parts.Time.GetTimestamp();
            var check = await run(cancellationToken);
            yield return check.Took > TimeSpan.Zero ? check : check with { Took = parts.Time.GetElapsedTime(began) };
            broken = RoomVerdicts.Stops(check, _roomId > 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        if (_connected.Session is { } session)
        {
            await session.DisposeAsync();
        }
    }

    private RoomCheck ReadRoom()
    {
        if (_roomId > 0)
        {
            return RoomVerdicts.Url(LiveRoomAddress.OfRoomId(_roomId));
        }

        try
        {
            var address = LiveUrl.Parse(room, parts.Upstream);
            _roomId = address.RoomId;
            return RoomVerdicts.Url(address);
        }
        catch (FormatException e)
        {
            return RoomCheck.Failed(RoomCheckStep.Url, CloseReason.RoomNotFound, e.Message, "Copy the address of the room's page out of a browser.");
        }
    }

    private RoomCheck ReadCredentials()
    {
        try
        {
            return RoomVerdicts.Credentials(parts.Credentials(), SocketUrl.IsImV1(parts.Socket));
        }
        catch (FormatException e)
        {
            return RoomCheck.Failed(RoomCheckStep.Credentials, CloseReason.CredentialUnknown, e.Message, "Mend the variable, in the environment or in .env.");
        }
    }

    private async Task<RoomCheck> ReadCookiesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var jar = parts.Jar();
            _services = parts.Services(jar);
            return RoomVerdicts.Cookie(jar, await _services.Cookies.GetAsync(cancellationToken));
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return RoomCheck.Failed(
                RoomCheckStep.Cookie, CloseReason.Forbidden, e.Message, "Export the cookies of the site out of a logged-in browser again, as a header line or as cookies.txt.");
        }
    }

    private async Task<RoomCheck> LookUpAsync(CancellationToken cancellationToken)
    {
        if (_isGiven)
        {
            return RoomCheck.Skipped(RoomCheckStep.RoomInfo, "not needed: the room id was given");
        }

        var result = await _services!.Rooms.GetAsync(room, cancellationToken);
        _card = result.Card;
        _liveId = _card?.LiveId ?? "";
        _roomId = _card is { RoomId: > 0 } found ? found.RoomId : _roomId;
        return RoomVerdicts.RoomInfo(result);
    }

    private RoomCheck LookWhetherLive() => _card is null
        ? RoomCheck.Skipped(RoomCheckStep.Live, "not known: only the room id is")
        : RoomVerdicts.LiveNow(_card);

    // One attempt, as a connector makes it: it signs and then shakes hands. Its second half is told by the next step.
    private async Task<RoomCheck> ConnectAsync(CancellationToken cancellationToken)
    {
        var began = parts.Time.GetTimestamp();
        _connected = await _services!.Sockets.Create(new SessionTarget(_liveId, _roomId), new CompositeListener()).ConnectAsync(ResumePoint.None, cancellationToken);
        var call = parts.Signer.Last;
        _connectTook = parts.Time.GetElapsedTime(began) - (call?.Took ?? TimeSpan.Zero);
        var realSite = SocketUrl.Endpoint(parts.Socket).Contains(".douyin.com/", StringComparison.OrdinalIgnoreCase);
        var check = RoomVerdicts.Signer(parts.Signer.Signs, realSite, call);
        return check.Outcome == RoomCheckOutcome.Skipped ? check : check with { Took = call!.Took };
    }

    private RoomCheck LookAtHandshake() =>
        RoomVerdicts.Handshake(_connected.Session is not null, _connected.Reason, _connected.Detail, SocketUrl.Endpoint(parts.Socket)) with { Took = _connectTook };

    private async Task<RoomCheck> LookAtSessionAsync(CancellationToken cancellationToken)
    {
        _sight = await SessionWatch.LookAsync(_connected.Session!, parts.Wait, parts.Time, cancellationToken);
        return RoomVerdicts.Heartbeat(_sight, parts.Wait);
    }
}
