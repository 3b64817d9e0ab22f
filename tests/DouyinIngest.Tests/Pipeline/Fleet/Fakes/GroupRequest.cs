namespace DouyinIngest.Tests.Pipeline.Fleet.Fakes;

/// <summary>Numbers of the requests by which a member talks to its coordinator.</summary>
internal static class GroupRequest
{
    public const short FindCoordinator = 10;
    public const short JoinGroup = 11;
    public const short Heartbeat = 12;
    public const short SyncGroup = 14;
}
