using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Refuses settings that could not work, all of them at once. No secret stands in a message.</summary>
internal sealed class OpenPlatformOptionsValidator : IValidateOptions<OpenPlatformOptions>
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostInterval = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, OpenPlatformOptions options)
    {
        var errors = new List<string>();
        CheckUrl(errors, nameof(options.ApiUrl), options.ApiUrl);
        CheckUrl(errors, nameof(options.TokenUrl), options.TokenUrl);
        errors.AddRange(options.MessageTypes.Where(word => PushMessageTypes.Find(word) is null)
            .Select(word => Say(nameof(options.MessageTypes), $"has '{word}'; there are {string.Join(", ", PushMessageTypes.All.Select(type => type.Word()))}")));
        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            errors.Add(Say(nameof(options.Timeout), $"must be between 00:00:00.1 and 00:01:00, not {options.Timeout}"));
        }

        CheckInterval(errors, nameof(options.TaskInterval), options.TaskInterval);
        CheckInterval(errors, nameof(options.MissedInterval), options.MissedInterval);
        if (options.PageSize is < 1 or > 1000)
        {
            errors.Add(Say(nameof(options.PageSize), $"must be between 1 and 1000, not {options.PageSize}"));
        }

        if (GiftNames.Mistake(options.GiftNamesFile) is { } mistake)
        {
            errors.Add(Say(nameof(options.GiftNamesFile), mistake));
        }

        foreach (var (credential, app) in options.Credentials)
        {
            if (app.AppId.Length == 0 || app.AppSecret.Length == 0 || !AppCredentials.IsAppId(app.AppId))
            {
                errors.Add(Say($"{nameof(options.Credentials)}:{credential}", "needs an AppId of letters, digits, '_' and '-', and its AppSecret"));
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckInterval(List<string> errors, string setting, TimeSpan interval)
    {
        if (interval < LeastInterval || interval > MostInterval)
        {
            errors.Add(Say(setting, $"must be between {LeastInterval} and {MostInterval}, not {interval}"));
        }
    }

    private static void CheckUrl(List<string> errors, string setting, Uri? url)
    {
        if (url is not { IsAbsoluteUri: true, Scheme: "https" or "http" })
        {
            errors.Add(Say(setting, $"must be an absolute http or https URL, not '{url}'"));
        }
    }

    private static string Say(string setting, string what) => $"{OpenPlatformOptions.SectionName}:{setting} {what}.";
}
