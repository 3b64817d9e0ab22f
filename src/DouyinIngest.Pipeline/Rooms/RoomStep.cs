using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What a room does next.</summary>
internal enum RoomStep
{
    /// <summary>Open sessions to the broadcast.</summary>
    Connect = 0,

    /// <summary>Look again later.</summary>
    Wait,

    /// <summary>The broadcast is over: say so, then look again later.</summary>
    End,

    /// <summary>Nothing more is to come.</summary>
    Finish,
}

/// <summary>A room's decisions, without the effects.</summary>
internal static class RoomSteps
{
    /// <summary>How many offline answers in a row end a broadcast of which no control message said so.</summary>
    public const int OfflineAnswersToEnd = 2;

    /// <summary>After a look-up.</summary>
    /// <param name="live">The answer was: live.</param>
    /// <param name="sameAsEnded">And it is the broadcast that ended already; the API lags behind the socket.</param>
    /// <param name="offlineAnswers">Offline answers in a row, this one included; 0 when this one was none.</param>
    /// <param name="following">A broadcast was followed and has not ended.</param>
    public static RoomStep AfterLookup(bool live, bool sameAsEnded, int offlineAnswers, bool following)
    {
        if (live)
        {
            return sameAsEnded ? RoomStep.Wait : RoomStep.Connect;
        }

        return following && offlineAnswers >= OfflineAnswersToEnd ? RoomStep.End : RoomStep.Wait;
    }

    /// <summary>After a connection gave up.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="pinned">The room is pinned by its id: there is no next broadcast.</param>
    public static RoomStep AfterConnection(CloseReason reason, bool pinned) => reason switch
    {
        CloseReason.Stopped => RoomStep.Finish,
        CloseReason.BroadcastEnded => pinned ? RoomStep.Finish : RoomStep.End,
        _ => RoomStep.Wait,
    };

    /// <summary>Whether an answer counts towards the end of a broadcast.</summary>
    public static bool IsOffline(CloseReason reason) => reason is CloseReason.RoomOffline or CloseReason.RoomNotFound;

    /// <summary>The wait before the next look, with up to a fifth added at random so that rooms do not march in step.</summary>
    public static TimeSpan Pace(TimeSpan interval, double random) => interval * (1 + (0.2 * random));
}
