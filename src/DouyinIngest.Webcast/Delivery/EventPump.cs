namespace DouyinIngest.Webcast.Delivery;

/// <summary>Takes frames out of the queue, one at a time, hands each to the application, and settles it when that has consumed it.</summary>
internal sealed class EventPump(EventQueue queue, Func<QueuedFrame, CancellationToken, Task> deliver)
{
    /// <summary>Runs until stopped. What <c>deliver</c> throws comes out of here, and its frame is not settled.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var frame = await queue.DequeueAsync(stoppingToken);
                try
                {
                    await deliver(frame, stoppingToken);
                    frame.Settle();
                }
                finally
                {
                    queue.Delivered();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }
}
