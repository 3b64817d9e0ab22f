using DouyinIngest.Simulator;

try
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        stop.Cancel();
    };
    using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
        System.Runtime.InteropServices.PosixSignal.SIGTERM, e =>
        {
            e.Cancel = true;
            stop.Cancel();
        });
    await using var host = await SimulatorHost.StartAsync(SimulatorArguments.Read(args), cancellationToken: stop.Token);
    Console.WriteLine($"simulator {host.BaseUrl} socket {host.SocketUrl} live {string.Join(',', host.Rooms.Take(20).Select(r => r.LiveId))}");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    return 0;
}
catch (Exception e) when (e is FormatException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
