namespace DouyinIngest.Pipeline.Overview;

/// <summary>Knows how the whole fleet stands, as long as somebody asks.</summary>
internal interface IFleetWatch
{
    /// <summary>What is known now; the first call begins the reading, and it ends when nobody has called for a while.</summary>
    FleetOverview Look();
}
