using System.Net;
using DouyinIngest.Server.Security;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server;

/// <summary>Ranges of single settings, from their attributes.</summary>
[OptionsValidator]
internal sealed partial class ManagementFieldsValidator : IValidateOptions<ManagementOptions>;

/// <summary>An address that can be listened on.</summary>
internal sealed class ManagementHostValidator : IValidateOptions<ManagementOptions>
{
    public ValidateOptionsResult Validate(string? name, ManagementOptions options)
        => IPAddress.TryParse(options.Host, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Management:Host is '{options.Host}', but must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.");
}

/// <summary>A token that can be used; what it is stands in no message.</summary>
internal sealed class ManagementTokenValidator : IValidateOptions<ManagementOptions>
{
    public ValidateOptionsResult Validate(string? name, ManagementOptions options) => ManagementToken.Mistake(options) is { } mistake
        ? ValidateOptionsResult.Fail(mistake)
        : ValidateOptionsResult.Success;
}
