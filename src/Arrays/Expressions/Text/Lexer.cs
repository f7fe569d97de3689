namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>Cuts the text of an expression into tokens, by Python's rules.</summary>
internal sealed class Lexer(string text)
{
    // Longer symbols first; those that are no operators are there to be refused whole.
    private static readonly string[] _longSymbols =
        ["**", "//", "<=", ">=", "==", "!=", "<<", ">>", "&&", "||"];

    private int _place;

    /// <summary>The next token; at the end, the end again and again.</summary>
    /// <exception cref="ComputeException">A number is malformed
    /// (<see cref="ErrorKind.InvalidExpression"/>).</exception>
    public Token Next()
    {
        while (_place < text.Length && char.IsWhiteSpace(text[_place])) _place++;
        if (_place == text.Length) return new Token(TokenKind.End, _place, "");

        char character = text[_place];
        if (char.IsAsciiDigit(At(character == '.' ? _place + 1 : _place))) return Number();
        if (IsNameStart(character)) return Take(TokenKind.Name, NameLength());
        return character switch
        {
            '(' => Take(TokenKind.LeftParenthesis, 1),
            ')' => Take(TokenKind.RightParenthesis, 1),
            ',' => Take(TokenKind.Comma, 1),
            _ => Take(TokenKind.Symbol, SymbolLength()),
        };
    }

    /// <summary>Takes a symbol if it is what comes next, without space before it.</summary>
    public bool TryTake(char symbol)
    {
        if (At(_place) != symbol) return false;
        _place++;
        return true;
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private char At(int place) => place < text.Length ? text[place] : '\0';

    private Token Take(TokenKind kind, int length)
    {
        Token token = new(kind, _place, text.Substring(_place, length));
        _place += length;
        return token;
    }

    private int NameLength()
    {
        int end = _place;
        while (IsNamePart(At(end))) end++;
        return end - _place;
    }

    private int SymbolLength()
    {
        ReadOnlySpan<char> rest = text.AsSpan(_place);
        foreach (string symbol in _longSymbols)
        {
            if (rest.StartsWith(symbol)) return symbol.Length;
        }

        return rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 1;
    }

    // digits [. digits] [e [+-] digits], where single underscores may stand between digits.
    private Token Number()
    {
        int end = Digits(_place);
        if (At(end) == '.') end = Digits(end + 1);
        if (At(end) is 'e' or 'E')
        {
            int exponent = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (char.IsAsciiDigit(At(exponent))) end = Digits(exponent);
        }

        if (IsNamePart(At(end)))
        {
            while (IsNamePart(At(end))) end++;
            throw SyntaxError.At(
                text,
                _place,
                $"{Excerpt.Quote(text[_place..end])} is neither a number nor a name: "
            + "numbers are 12, 0.5 or 1e-3");
        }

        return Take(TokenKind.Number, end - _place);
    }

    private int Digits(int place)
    {
        while (char.IsAsciiDigit(At(place)) || IsUnderscoreWithin(place)) place++;
        return place;
    }

    private bool IsUnderscoreWithin(int place) => At(place) == '_'
        && place > _place && char.IsAsciiDigit(At(place - 1)) && char.IsAsciiDigit(At(place + 1));
}
