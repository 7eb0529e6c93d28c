using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace ToxMail.Tests.Browser;

/// <summary>A page that remembers what its console complained about: a blocked script or a broken file must fail a test.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    public void AssertNoComplaints() => Assert.Empty(_complaints);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
