using System.Net.Http.Headers;
using System.Net.Http.Json;
using DouyinIngest.Webcast.Events;

namespace LiveAssistant.Answers;

/// <summary>Asks a language model. What viewers wrote goes to it, and nothing else of them.</summary>
internal sealed class OpenAiResponder : IChatResponder, IDisposable
{
    private const int MaxBodyBytes = 256 * 1024;
    private const int MaxQuestion = 300;
    private readonly OpenAiSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="settings">Checked here.</param>
    /// <param name="handler">The caller's.</param>
    /// <param name="time">For the time-out.</param>
    public OpenAiResponder(OpenAiSettings settings, HttpMessageHandler handler, TimeProvider time)
    {
        _settings = settings.Checked();
        _time = time;
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxBodyBytes };
        _address = new Uri(settings.BaseUrl.AbsoluteUri.TrimEnd('/') + "/chat/completions");
    }

    public string Name => _settings.ToString();

    public async Task<string?> AnswerAsync(ChatEvent chat, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = Request(chat.Content[..Math.Min(chat.Content.Length, MaxQuestion)]);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return response.IsSuccessStatusCode
                ? OpenAiAnswer.Read(await response.Content.ReadAsByteArrayAsync(either.Token), _settings.MaxAnswer)
                : throw new ResponderException($"{_address.Host} answered HTTP {(int)response.StatusCode}{Hint((int)response.StatusCode)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ResponderException($"{_address.Host} did not answer within {_settings.Timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e)
        {
            throw new ResponderException($"{_address.Host} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Hint(int status) => status switch
    {
        401 or 403 => $": look at the key ({OpenAiSettings.KeyVariable})",
        404 => ": look at the address and the name of the model (--ai, --ai-model)",
        429 => ": too many questions, or no credit",
        _ => "",
    };

    private HttpRequestMessage Request(string question)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(new
            {
                model = _settings.Model,
                messages = new[] { new { role = "system", content = _settings.Instruction }, new { role = "user", content = $"“{question}”" } },
                max_tokens = 200,
            }),
        };
        if (_settings.Key.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _settings.Key);
        }

        return request;
    }
}
