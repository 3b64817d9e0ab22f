using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>An upstream on loopback wants none.</summary>
internal sealed class NoSignature : ISigner
{
    public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => new(Signature.None);
}
