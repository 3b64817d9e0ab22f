namespace DouyinIngest.Simulator.Push;

/// <summary>All open sockets.</summary>
internal sealed class Sessions(SimulatorCounters counters)
{
    private readonly Lock _gate = new();
    private readonly HashSet<PushSession> _open = [];

    public void Add(PushSession session)
    {
        lock (_gate)
        {
            _open.Add(session);
        }
    }

    public void Remove(PushSession session)
    {
        lock (_gate)
        {
            _open.Remove(session);
        }
    }

    /// <summary>Wakes what is due and ends whoever has sent no heartbeat for too long.</summary>
    public void Check()
    {
        List<PushSession>? silent = null;
        lock (_gate)
        {
            foreach (var session in _open)
            {
                if (!session.IsAlive())
                {
                    (silent ??= []).Add(session);
                }
            }
        }

        foreach (var session in silent ?? [])
        {
            if (session.End())
            {
                counters.TimedOutOne();
            }
        }
    }

    /// <summary>The sockets that are open now.</summary>
    public PushSession[] All()
    {
        lock (_gate)
        {
            return [.. _open];
        }
    }

    /// <summary>Ends every socket.</summary>
    public void EndAll()
    {
        foreach (var session in All())
        {
            session.End();
        }
    }
}
