using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>
/// The polling session of a hybrid room: while it is read the socket is tried beside it, and it ends (<see cref="CloseReason.Upgraded"/>) when that works.
/// Owns both.
/// </summary>
internal sealed class UpgradingSession : ISession
{
    private readonly PollingSession _polling;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _upgrading;
    private bool _disposed;

    /// <param name="polling">The session that is read meanwhile.</param>
    /// <param name="upgrade">Completes when a socket works, which was opened behind the place that it is given; or when cancelled.</param>
    public UpgradingSession(PollingSession polling, Func<Func<ResumePoint>, CancellationToken, Task> upgrade)
    {
        _polling = polling;
        _upgrading = UpgradeAsync(upgrade, _stop.Token);
    }

    /// <inheritdoc/>
    public ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken) => _polling.ReceiveAsync(stoppingToken);

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame) => _polling.Send(frame);

    /// <inheritdoc/>
    public void Abort(CloseReason reason) => _polling.Abort(reason);

    /// <summary>Waits for the try that is under way to let go of its socket. Throws what broke in the tries.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stop.CancelAsync();
        try
        {
            await _upgrading;
        }
        finally
        {
            await _polling.DisposeAsync();
            _stop.Dispose();
        }
    }

    private async Task UpgradeAsync(Func<Func<ResumePoint>, CancellationToken, Task> upgrade, CancellationToken stoppingToken)
    {
        try
        {
            await upgrade(() => _polling.Behind, stoppingToken);
            _polling.Abort(CloseReason.Upgraded);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The room goes another way, or none.
        }
        catch
        {
            _polling.Abort(CloseReason.ConsumerFailed);
            throw;
        }
    }
}
