using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Refuses settings that no poll could use, all of them at once.</summary>
public sealed class PollingOptionsValidator : IValidateOptions<PollingOptions>
{
    public ValidateOptionsResult Validate(string? name, PollingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        if (options.Url is { } url && url is not { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 })
        {
            errors.Add(Say(nameof(options.Url), $"must be an absolute http or https URL such as https://live.douyin.com/webcast/im/fetch/, not '{url}'"));
        }

        if (options.Parameters.Keys.Any(string.IsNullOrWhiteSpace))
        {
            errors.Add(Say(nameof(options.Parameters), "has a parameter without a name"));
        }

        foreach (var host in options.PushHosts.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns))
        {
            errors.Add(Say(nameof(options.PushHosts), $"must hold names of domains such as douyin.com, not '{host}'"));
        }

        if (options.UpgradeMinDelay > options.UpgradeMaxDelay)
        {
            errors.Add(Say(nameof(options.UpgradeMinDelay), $"must not exceed {PollingOptions.SectionName}:{nameof(options.UpgradeMaxDelay)}"));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string Say(string setting, string what) => $"{PollingOptions.SectionName}:{setting} {what}.";
}
