using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Ends a broadcast that is over though its socket stays open: a room that streams and says nothing is worth a look, and the second answer in
/// a row that its broadcast is over ends it. Its looks are one caller's at a time, beside the room's loop.
/// </summary>
internal sealed class SilenceWatch(RoomCounters counters, TimeSpan offlineInterval, TimeProvider time)
{
    /// <summary>A room that streams and says nothing is looked up at least this often.</summary>
    public static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);

    private CancellationTokenSource? _over;
    private TimeSpan _patience = offlineInterval * 2;
    private int _offlineAnswers;

    /// <summary>Whether it streams and has said nothing for so long that a look is due.</summary>
    public bool IsDue => counters.State == RoomState.Streaming && time.GetUtcNow() - (counters.LastEventAt ?? counters.Since) > _patience;

    /// <summary>Another broadcast: patience begins anew.</summary>
    public void Begin() => _patience = offlineInterval * 2;

    /// <summary>Runs a connection so that <see cref="AnsweredAsync"/> can end it; one that it ended is a broadcast that ended.</summary>
    public async Task<CloseReason> RunAsync(Func<CancellationToken, Task<CloseReason>> connection, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _offlineAnswers = 0;
        Volatile.Write(ref _over, over);
        var reason = await connection(over.Token);
        Volatile.Write(ref _over, null);
        return reason == CloseReason.Stopped && !stoppingToken.IsCancellationRequested ? CloseReason.BroadcastEnded : reason;
    }

    /// <summary>
    /// What a look has found. As long as the broadcast goes on the next look is put off further, up to <see cref="MostPatience"/>; true when it
    /// was ended by this answer.
    /// </summary>
    public async Task<bool> AnsweredAsync(bool goesOn)
    {
        if (goesOn)
        {
            _offlineAnswers = 0;
            _patience = _patience * 2 < MostPatience ? _patience * 2 : MostPatience;
            return false;
        }

        if (++_offlineAnswers < RoomSteps.OfflineAnswersToEnd || Volatile.Read(ref _over) is not { } over)
        {
            return false;
        }

        try
        {
            await over.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself in between.
        }

        return true;
    }
}
