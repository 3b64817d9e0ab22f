using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Refuses settings that could not work, all of them at once.</summary>
public sealed class RoomInfoOptionsValidator : IValidateOptions<RoomInfoOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomInfoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        CheckUrl(errors, nameof(options.UpstreamUrl), options.UpstreamUrl);
        if (options.ReflowUrl is not null)
        {
            CheckUrl(errors, nameof(options.ReflowUrl), options.ReflowUrl);
        }

        if (string.IsNullOrWhiteSpace(options.UserAgent) || options.UserAgent.Any(char.IsControl))
        {
            errors.Add(Say(nameof(options.UserAgent), "must be one line of text"));
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            errors.Add(Say(nameof(options.Timeout), $"must be between 00:00:00.1 and 00:05:00, not {options.Timeout}"));
        }

        if (options.MaxBodyBytes is < 65_536 or > 67_108_864)
        {
            errors.Add(Say(nameof(options.MaxBodyBytes), $"must be between 65536 and 67108864, not {options.MaxBodyBytes}"));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckUrl(List<string> errors, string setting, Uri? url)
    {
        if (url is null || !url.IsAbsoluteUri || url.Scheme is not ("https" or "http"))
        {
            errors.Add(Say(setting, $"must be an absolute http or https URL such as https://live.douyin.com, not '{url}'"));
        }
    }

    private static string Say(string setting, string what) => $"{RoomInfoOptions.SectionName}:{setting} {what}.";
}
