using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.Signing;

/// <summary>Refuses settings that could not work, all of them at once.</summary>
public sealed class SigningOptionsValidator : IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        if (!Enum.IsDefined(options.Mode))
        {
            errors.Add(Say(nameof(options.Mode), "must be none or http"));
        }

        if (options.Mode == SigningMode.Http && !IsHttp(options.Url))
        {
            // Not repeated: it may carry a user and a password.
            errors.Add(Say(nameof(options.Url), "must be the http or https URL of a sign service when Mode is http"));
        }

        if (options.Mode == SigningMode.None && options.Url is not null)
        {
            errors.Add(Say(nameof(options.Url), "is set but Mode is none; set Mode to http or remove the URL"));
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            errors.Add(Say(nameof(options.Timeout), $"must be between 00:00:00.1 and 00:01:00, not {options.Timeout}"));
        }

        if (options.SignsPerSecond is not (>= 0.01 and <= 10_000))
        {
            errors.Add(Say(nameof(options.SignsPerSecond), FormattableString.Invariant($"must be between 0.01 and 10000, not {options.SignsPerSecond}")));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsHttp(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https" };

    private static string Say(string setting, string what) => $"{SigningOptions.SectionName}:{setting} {what}.";
}
