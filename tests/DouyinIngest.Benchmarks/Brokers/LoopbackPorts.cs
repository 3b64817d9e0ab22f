using System.Net;
using System.Net.Sockets;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Ports of the loopback interface that nobody listens on.</summary>
internal static class LoopbackPorts
{
    /// <summary>Different free ports; free at the time of the answer.</summary>
    public static int[] Free(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(l => l.Stop());
        }
    }
}
