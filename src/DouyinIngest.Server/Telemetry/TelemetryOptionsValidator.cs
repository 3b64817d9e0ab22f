using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Telemetry;

/// <summary>Ranges of single settings, from their attributes.</summary>
[OptionsValidator]
internal sealed partial class TelemetryFieldsValidator : IValidateOptions<TelemetryOptions>;

/// <summary>An address that can be sent to.</summary>
internal sealed class TelemetryEndpointValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
        => options.Endpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("OpenTelemetry:Endpoint must be the address of a collector, such as http://collector:4318.");
}
