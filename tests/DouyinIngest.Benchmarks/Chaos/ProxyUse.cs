namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>Which pods go through the proxy.</summary>
internal enum ProxyUse
{
    None = 0,

    /// <summary>The first one.</summary>
    FirstPod,

    AllPods,
}
