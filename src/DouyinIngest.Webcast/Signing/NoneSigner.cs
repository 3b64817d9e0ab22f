namespace DouyinIngest.Webcast.Signing;

/// <summary>Signs nothing: for the simulator, for proxies that sign by themselves, and where the upstream asks for no signature.</summary>
public sealed class NoneSigner : ISigner
{
    public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(Signature.None);
}
