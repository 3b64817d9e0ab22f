using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>Signs as the signer within does, and remembers how that went.</summary>
internal sealed class ObservedSigner(ISigner? inner, TimeProvider time) : ISigner
{
    private readonly ISigner _inner = inner ?? new NoneSigner();

    /// <summary>There is one that could sign.</summary>
    public bool Signs { get; } = inner is not null and not NoneSigner;

    /// <summary>The last call; null before the first.</summary>
    public SignerCall? Last { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var signature = await _inner.SignAsync(request, cancellationToken);
            Last = new SignerCall(time.GetElapsedTime(began), signature.FullUrl is not null, "");
            return signature;
        }
        catch (SignerException e)
        {
            Last = new SignerCall(time.GetElapsedTime(began), WholeUrl: false, e.Message);
            throw;
        }
    }
}

/// <summary>How one call of a signer went.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="WholeUrl">It answered with an address in place of a signature.</param>
/// <param name="Error">Why it could not sign; empty when it did.</param>
internal sealed record SignerCall(TimeSpan Took, bool WholeUrl, string Error);
