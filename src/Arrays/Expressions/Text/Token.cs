namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Number,
    Name,

    /// <summary>An operator of the language, or a symbol that only other languages have.</summary>
    Symbol,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    End,
}

/// <summary>A piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The place of its first character in the text.</param>
/// <param name="Text">Its characters; empty at the end.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text)
{
    /// <summary>As errors name it.</summary>
    public override string ToString() => Kind == TokenKind.End ? "the end" : Excerpt.Quote(Text);
}
