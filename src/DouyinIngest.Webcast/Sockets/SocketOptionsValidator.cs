using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// Refuses settings that no handshake could use, all of them at once; left to the connect they would show as a failure of the signer.
/// </summary>
public sealed class SocketOptionsValidator : IValidateOptions<SocketOptions>
{
    public ValidateOptionsResult Validate(string? name, SocketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        if (options.Url is { } url && !IsWebSocket(url))
        {
            errors.Add(Say(nameof(options.Url), $"must be an absolute ws or wss URL such as wss://127.0.0.1:8080/webcast/im/push/v2/, not '{url}'"));
        }

        // Both go into the request's head, where a line break would begin another header.
        if (!options.UserAgent.All(IsPrintable))
        {
            errors.Add(Say(nameof(options.UserAgent), "must be one line of printable ASCII"));
        }

        if (!options.UserUniqueId.All(char.IsAsciiDigit))
        {
            errors.Add(Say(nameof(options.UserUniqueId), "must be digits, 19 of them; or empty, then one is made up"));
        }

        if (options.Parameters.Keys.Any(string.IsNullOrWhiteSpace))
        {
            errors.Add(Say(nameof(options.Parameters), "has a parameter without a name"));
        }

        foreach (var (credential, appId) in options.AppIds.Where(pair => pair.Value is not { Length: > 0 } id || !id.All(IsOfAppId)))
        {
            errors.Add(Say($"{nameof(options.AppIds)}:{credential}", $"must be an app id of letters, digits, '_' and '-', not '{appId}'"));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsWebSocket(Uri url) => url is { IsAbsoluteUri: true, Scheme: "ws" or "wss", Host.Length: > 0 };

    private static bool IsPrintable(char c) => c is >= ' ' and < (char)0x7f;

    private static bool IsOfAppId(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static string Say(string setting, string what) => $"{SocketOptions.SectionName}:{setting} {what}.";
}
