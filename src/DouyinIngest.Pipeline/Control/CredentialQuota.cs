namespace DouyinIngest.Pipeline.Control;

/// <summary>How many rooms an app credential may hold.</summary>
/// <param name="Limit">Connections that the upstream grants it; null: no limit.</param>
/// <param name="Reserve">Of these, how many are kept free for handovers; at least the number of instances. Below the limit.</param>
internal readonly record struct CredentialQuota(int? Limit, int Reserve)
{
    /// <summary>The credential that a room uses which names none.</summary>
    public const string DefaultName = "default";

    /// <summary>Places for rooms; null: no limit.</summary>
    public int? Places => Limit - Reserve;
}
