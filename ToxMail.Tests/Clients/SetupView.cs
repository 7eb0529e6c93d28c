namespace ToxMail.Tests.Clients;

/// <summary>The part of <c>/api/v1/setup</c> that these tests read.</summary>
internal sealed record SetupView(IReadOnlyList<SetupSnippet> Snippets);
