package page

func (s *source) readPDF() {}
