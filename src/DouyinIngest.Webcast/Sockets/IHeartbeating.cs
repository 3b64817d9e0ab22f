namespace DouyinIngest.Webcast.Sockets;

/// <summary>A session whose heartbeat can be made faster or slower while it is open.</summary>
internal interface IHeartbeating
{
    /// <summary>Takes effect at once: the next heartbeat is due one new interval after the last one.</summary>
    void SetHeartbeatInterval(TimeSpan interval);
}
